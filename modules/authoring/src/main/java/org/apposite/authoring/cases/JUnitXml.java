package org.apposite.authoring.cases;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apposite.text.Characters;

/** Results of cases as the XML that build servers read of JUnit: a suite for each topic, a test for each case. */
public final class JUnitXml {

    private JUnitXml() {}

    /**
     * Writes results.
     *
     * @param results the results
     * @return an XML document; equal for equal results, so it states no times
     */
    public static String of(List<CaseResult> results) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            Map<String, List<CaseResult>> topics = results.stream()
                    .collect(Collectors.groupingBy(one -> one.ruleCase().topic(), TreeMap::new, Collectors.toList()));
            for (Map.Entry<String, List<CaseResult>> topic : topics.entrySet()) {
                suite(xml, topic.getKey(), topic.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, String topic, List<CaseResult> results) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", legal(topic));
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute(
                "failures",
                Long.toString(results.stream().filter(one -> !one.passed()).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        for (CaseResult result : results) {
            test(xml, result);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void test(XMLStreamWriter xml, CaseResult result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal(result.ruleCase().topic()));
        xml.writeAttribute("name", legal(result.ruleCase().title()));
        xml.writeAttribute("file", legal(result.ruleCase().file()));
        if (!result.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legal(result.differences().get(0)));
            xml.writeCharacters(legal(String.join("\n", result.differences())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no way to write most of what is hidden. */
    private static String legal(String text) {
        return Characters.shown(text, "?");
    }
}
