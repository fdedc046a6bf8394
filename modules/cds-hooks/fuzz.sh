#!/bin/sh
# Runs every fuzz test of this module for so many seconds each, 60 when nothing is said.
# It ends with the first input that a test cannot take; the test's folder of inputs then holds it.
# MAVEN_ARGS is passed on to Maven.
set -eu
cd "$(dirname "$0")"
seconds=${1:-60}
case $seconds in
    '' | *[!0-9]*) echo "usage: fuzz.sh [SECONDS]" >&2; exit 2 ;;
esac
targets=$(grep -lr '@FuzzTest' src/test/java | while read -r file; do
    class=$(basename "$file" .java)
    awk -v class="$class" '/@FuzzTest/ { found = 1; next } found && /\(/ { sub(/\(.*/, ""); print class "#" $NF; found = 0 }' "$file"
done)
# shellcheck disable=SC2086
mvn -q ${MAVEN_ARGS:-} -f .. install -DskipTests -pl cds-hooks -am
for target in $targets; do
    echo "$target, $seconds seconds"
    # shellcheck disable=SC2086
    JAZZER_FUZZ=1 mvn -q ${MAVEN_ARGS:-} -Djazzer.internal.arg.0=fuzz -Djazzer.internal.arg.1=-max_total_time="$seconds" \
        "-Djazzer.instrument=org.apposite.**,com.fasterxml.jackson.**,ca.uhn.fhir.parser.**" -DforkCount=1 -Dtests.jvm= -Dspotless.check.skip=true \
        test -Dtest="$target" -Dsurefire.failIfNoSpecifiedTests=true
done
