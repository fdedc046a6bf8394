Libraries of others in lib/
===========================

Each jar is as its project published it. The licence text and the notice that a jar brings stand in a folder of its
name beside this file; texts that a licence asks for and a jar lacks stand beside it too, and the Apache License 2.0
in ../LICENSE. Where a library offers several licences, this archive passes it on under the first that is named here.

The source code of each library is available, under the same licence, from Maven Central at its coordinates (classifier
"sources"), and at the address given. This holds for the libraries under EPL-1.0 and EPL-2.0 as well. Their
contributors give no warranty and accept no liability.

<#list dependencyMap as entry>
${entry.key.groupId}:${entry.key.artifactId}:${entry.key.version}
    <#list entry.value as license>${license}<#sep> or </#list>
    ${entry.key.url!"no address"}
</#list>
