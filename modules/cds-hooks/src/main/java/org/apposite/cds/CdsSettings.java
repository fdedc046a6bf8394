package org.apposite.cds;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.cds.cards.ImagingRating;
import org.apposite.cds.operation.Operation;
import org.apposite.cds.operation.OperationSource;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.file.Looks;
import org.apposite.log.LogKey;
import org.apposite.log.Retention;
import org.apposite.log.store.LogStorage;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

/**
 * How a service is to behave. Immutable and thread-safe.
 *
 * <p>What holds when nothing else is said: nobody has to prove who they are, no other server is read, no page of another
 * origin may call, nothing is written; a request may take 5 seconds and hold 2 MiB.
 */
public final class CdsSettings {

    /** The largest limit for a body: 64 MiB. Every large request that is read at the same time may take it. */
    public static final int MOST_BODY_BYTES = 64 * 1024 * 1024;

    private final URI baseUrl;
    private final Clock clock;
    private final @Nullable Path mapping;
    private final List<TrustedIssuer> issuers;
    private final Set<URI> fhirServers;
    private final Set<String> origins;
    private final ImagingRating rating;
    private final Locale language;
    private final boolean quietForEquals;
    private final boolean explainsUnrecognised;
    private final boolean recordHoldsAllImaging;
    private final @Nullable Path logFolder;
    private final @Nullable LogStorage logs;
    private final @Nullable LogKey logKey;
    private final Retention retention;
    private final boolean keepsCases;
    private final Duration timeLimit;
    private final int maxBodyBytes;
    private final @Nullable Supplier<Looks> looks;
    private final int maxAnswerBytes;
    private final Set<String> hosts;
    private final int connectionsPerAddress;
    private final @Nullable Path cardKey;
    private final OperationSource operation;
    private final @Nullable Supplier<Optional<ClinicalRules>> silentRules;
    private final @Nullable Supplier<Looks> silentLooks;

    private CdsSettings(Builder builder) {
        baseUrl = builder.baseUrl;
        clock = builder.clock;
        mapping = builder.mapping;
        issuers = builder.issuers;
        fhirServers = builder.fhirServers;
        origins = builder.origins;
        rating = builder.rating;
        language = builder.language;
        quietForEquals = builder.quietForEquals;
        explainsUnrecognised = builder.explainsUnrecognised;
        recordHoldsAllImaging = builder.recordHoldsAllImaging;
        logFolder = builder.logFolder;
        logs = builder.logs;
        logKey = builder.logKey;
        retention = builder.retention;
        keepsCases = builder.keepsCases;
        timeLimit = builder.timeLimit;
        maxBodyBytes = builder.maxBodyBytes;
        looks = builder.looks;
        maxAnswerBytes = Math.min(builder.maxAnswerBytes, builder.maxBodyBytes);
        hosts = builder.hosts;
        connectionsPerAddress = builder.connectionsPerAddress;
        cardKey = builder.cardKey;
        operation = builder.operation;
        silentRules = builder.silentRules;
        silentLooks = builder.silentLooks;
    }

    /**
     * Starts settings.
     *
     * @param baseUrl where clients reach the service, such as {@code https://cds.hospital.example}; tokens are for this
     *     address, and links on cards lead to it
     * @param clock what day it is where the patients are
     * @return a new builder
     */
    public static Builder of(URI baseUrl, Clock clock) {
        return new Builder(baseUrl, clock);
    }

    /** The base without a slash at its end. */
    String base() {
        String text = baseUrl.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    Clock clock() {
        return clock;
    }

    Optional<Path> mapping() {
        return Optional.ofNullable(mapping);
    }

    List<TrustedIssuer> issuers() {
        return issuers;
    }

    Set<URI> fhirServers() {
        return fhirServers;
    }

    Set<String> origins() {
        return origins;
    }

    ImagingRating rating() {
        return rating;
    }

    boolean isQuietForEquals() {
        return quietForEquals;
    }

    boolean explainsUnrecognised() {
        return explainsUnrecognised;
    }

    Locale language() {
        return language;
    }

    boolean recordHoldsAllImaging() {
        return recordHoldsAllImaging;
    }

    Optional<Path> logFolder() {
        return Optional.ofNullable(logFolder);
    }

    Optional<LogStorage> logs() {
        return Optional.ofNullable(logs);
    }

    boolean isLogged() {
        return logFolder != null || logs != null;
    }

    Optional<LogKey> logKey() {
        return Optional.ofNullable(logKey);
    }

    Retention retention() {
        return retention;
    }

    boolean keepsCases() {
        return keepsCases;
    }

    Duration timeLimit() {
        return timeLimit;
    }

    int maxBodyBytes() {
        return maxBodyBytes;
    }

    Optional<Supplier<Looks>> looks() {
        return Optional.ofNullable(looks);
    }

    int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    Set<String> hosts() {
        return hosts;
    }

    int connectionsPerAddress() {
        return connectionsPerAddress;
    }

    Optional<Path> cardKey() {
        return Optional.ofNullable(cardKey);
    }

    OperationSource operation() {
        return operation;
    }

    Optional<Supplier<Optional<ClinicalRules>>> silentRules() {
        return Optional.ofNullable(silentRules);
    }

    Optional<Supplier<Looks>> silentLooks() {
        return Optional.ofNullable(silentLooks);
    }

    URI baseUrl() {
        return baseUrl;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private final URI baseUrl;
        private final Clock clock;
        private @Nullable Path mapping;
        private List<TrustedIssuer> issuers = List.of();
        private Set<URI> fhirServers = Set.of();
        private Set<String> origins = Set.of();
        private ImagingRating rating = ImagingRating.standard();
        private Locale language = Messages.LANGUAGES.get(0);
        private boolean quietForEquals;
        private boolean explainsUnrecognised;
        private boolean recordHoldsAllImaging;
        private @Nullable Path logFolder;
        private @Nullable LogStorage logs;
        private @Nullable LogKey logKey;
        private Retention retention = Retention.FOR_EVER;
        private boolean keepsCases;
        private Duration timeLimit = Duration.ofSeconds(5);
        private int maxBodyBytes = 2 * 1024 * 1024;
        private @Nullable Supplier<Looks> looks;
        private int maxAnswerBytes = 64 * 1024;
        private Set<String> hosts = Set.of();
        private int connectionsPerAddress = 100;
        private @Nullable Path cardKey;
        private OperationSource operation = () -> Operation.LIVE;
        private @Nullable Supplier<Optional<ClinicalRules>> silentRules;
        private @Nullable Supplier<Looks> silentLooks;

        private Builder(URI baseUrl, Clock clock) {
            this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /**
         * Sets who tells how the watch of the rules folder fares, for {@code /health/ready} and {@code /metrics}; unless set they say
         * nothing of it.
         *
         * @param newLooks asked at every request for them, such as {@code reloadingRules::looks}
         * @return this
         */
        public Builder looks(Supplier<Looks> newLooks) {
            looks = Objects.requireNonNull(newLooks, "newLooks");
            return this;
        }

        /**
         * A hospital's mapping of codes.
         *
         * @param file a file for {@link org.apposite.fhir.FhirMapping#withFile}
         * @return this builder
         */
        public Builder mapping(Path file) {
            mapping = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Who may call. With one or more, every call of a service needs a token of one of them.
         *
         * @param trusted the issuers of tokens
         * @return this builder
         */
        public Builder issuers(List<TrustedIssuer> trusted) {
            issuers = List.copyOf(trusted);
            return this;
        }

        /**
         * Which FHIR servers may be read with the token that a client gives.
         *
         * @param bases their base URLs, https outside this machine
         * @return this builder
         */
        public Builder fhirServers(Set<URI> bases) {
            fhirServers = Set.copyOf(bases);
            return this;
        }

        /**
         * Pages of which origins may call from a browser.
         *
         * @param allowed the origins, such as {@code https://ehr.example}
         * @return this builder
         */
        public Builder origins(Set<String> allowed) {
            origins = Set.copyOf(allowed);
            return this;
        }

        /**
         * How ratings of orders are coded.
         *
         * @param codes the codes
         * @return this builder
         */
        public Builder rating(ImagingRating codes) {
            rating = Objects.requireNonNull(codes, "codes");
            return this;
        }

        /**
         * In which language the service speaks on cards, around the texts of rules, which stay as their authors wrote them; English
         * unless it is said.
         *
         * @param spoken a locale whose language, whatever its country, is one of {@link Messages#LANGUAGES}
         * @return this builder
         * @throws IllegalArgumentException when there are no words in this language; the message names those that there are
         */
        public Builder language(Locale spoken) {
            language = Messages.in(spoken).language();
            return this;
        }

        /**
         * Shows no card for an order than which no study is of a better category, although the rules prefer another that is
         * its equal. It is rated all the same.
         *
         * @return this builder
         */
        public Builder quietForEquals() {
            quietForEquals = true;
            return this;
        }

        /**
         * Shows a card for an order for imaging that the mapping of codes does not know. Such orders are logged and counted
         * anyway.
         *
         * @return this builder
         */
        public Builder explainUnrecognised() {
            explainsUnrecognised = true;
            return this;
        }

        /**
         * Says that the hospital's record holds all imaging of an illness: a study that no search finds was not done.
         *
         * @return this builder
         */
        public Builder recordHoldsAllImaging() {
            recordHoldsAllImaging = true;
            return this;
        }

        /**
         * Where feedback and decisions are logged.
         *
         * @param folder a folder of this service alone; made when it is not there
         * @return this builder
         */
        public Builder logs(Path folder) {
            logFolder = Objects.requireNonNull(folder, "folder");
            logs = null;
            return this;
        }

        /**
         * Where feedback and decisions are logged that are not in files, such as a database to which several services write. Their ids of cards
         * are made by the log key then, so that each knows those of the others, unless {@link #cardKey} says otherwise.
         *
         * @param storage which needs a {@link #logKey}
         * @return this builder
         */
        public Builder logs(LogStorage storage) {
            logs = Objects.requireNonNull(storage, "storage");
            logFolder = null;
            return this;
        }

        /**
         * By which key lines of the logs are chained, so that a change is found, and cases hashed. Without one, lines are
         * neither chained nor hold a hash.
         *
         * @param key the hospital's key
         * @return this builder
         */
        public Builder logKey(LogKey key) {
            logKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * How long the lines of the logs are kept; for ever unless it is said.
         *
         * @param days how long
         * @return this builder
         */
        public Builder retention(Retention days) {
            retention = Objects.requireNonNull(days, "days");
            return this;
        }

        /**
         * Writes the case that each decision was made of into the log of decisions, so that decisions can be replayed. A
         * case holds age to the day, sex, dates and findings, no name and no id: it is a patient's data.
         *
         * @return this builder
         */
        public Builder keepCases() {
            keepsCases = true;
            return this;
        }

        /**
         * How long the reading from FHIR servers may take for one request.
         *
         * @param limit positive
         * @return this builder
         */
        public Builder timeLimit(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("the time limit must be positive, but is " + limit);
            }
            timeLimit = limit;
            return this;
        }

        /**
         * How large a body may be.
         *
         * @param bytes at least 1 and at most {@link #MOST_BODY_BYTES}
         * @return this builder
         */
        public Builder maxBodyBytes(int bytes) {
            if (bytes < 1 || bytes > MOST_BODY_BYTES) {
                throw new IllegalArgumentException(
                        "a body may have 1 to " + MOST_BODY_BYTES + " bytes, but the limit is " + bytes);
            }
            maxBodyBytes = bytes;
            return this;
        }

        /**
         * How large a body may be that is posted to {@code /answer}, where nobody proves who it is: 64 KiB when nothing else is
         * said, and at most what {@link #maxBodyBytes} allows. Of values, such as a text, a list or an object, it may have one for
         * six bytes of this limit.
         *
         * @param bytes at least 1
         * @return this builder
         */
        public Builder maxAnswerBytes(int bytes) {
            maxAnswerBytes = atLeastOne("a limit of bytes", bytes);
            return this;
        }

        /**
         * By which names {@link CdsServer} is called besides that of the base URL and the address where it listens, such as the name
         * of a container. Requests for any other name are refused, but for {@code /health}.
         *
         * @param names names without a port
         * @return this builder
         */
        public Builder hosts(Set<String> names) {
            hosts = Set.copyOf(names);
            return this;
        }

        /**
         * How many connections {@link CdsServer} keeps for each address of another machine, 100 when nothing else is said; beyond
         * them the one that has been idle for longest is closed. All connections that come through a proxy are from its address.
         *
         * @param most at least 1
         * @return this builder
         */
        public Builder connectionsPerAddress(int most) {
            connectionsPerAddress = atLeastOne("the connections of an address", most);
            return this;
        }

        /**
         * The key by which the ids of cards are made and feedback to them is known: for services that share feedback. Without one
         * there is a key in the folder for logs, made when it is not there.
         *
         * @param file a file of 32 bytes or more that only the user of the service can read
         * @return this builder
         */
        public Builder cardKey(Path file) {
            cardKey = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * What of the answers to hooks is shown, and how often; unless set, all of it, always. A form and an operation answer who asks
         * them.
         *
         * @param source asked at every request, such as an {@link org.apposite.cds.operation.OperationFile}
         * @return this builder
         */
        public Builder operation(OperationSource source) {
            operation = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Rules that are tried out: they are asked beside those that answer, when nobody waits any more, and what they say is logged and
         * counted, and shown to nobody.
         *
         * @param rules asked at every call of a hook; empty while there are none
         * @return this builder
         */
        public Builder silentRules(Supplier<Optional<ClinicalRules>> rules) {
            silentRules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /**
         * Sets who tells how the watch of the folder of the rules that are tried out fares, as {@link #looks} does for those that answer.
         *
         * @param newLooks asked at every request for them
         * @return this builder
         */
        public Builder silentLooks(Supplier<Looks> newLooks) {
            silentLooks = Objects.requireNonNull(newLooks, "newLooks");
            return this;
        }

        private static int atLeastOne(String what, int number) {
            if (number < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, but is " + number);
            }
            return number;
        }

        /**
         * Ends the settings.
         *
         * @return the settings
         */
        public CdsSettings build() {
            return new CdsSettings(this);
        }
    }
}
