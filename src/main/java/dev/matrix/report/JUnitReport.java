package dev.matrix.report;

import dev.matrix.analysis.CellKey;
import dev.matrix.analysis.Comparison;
import dev.matrix.analysis.NotCompared;
import dev.matrix.analysis.Study;
import dev.matrix.analysis.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A study as JUnit XML, as build servers read it: a suite a model, a case a comparison. A personality that hurts is a failure, a cell from which nothing can be
 * said is skipped, and what is undecided passes and says so in its output.
 */
public final class JUnitReport {

    /** The whole document. */
    public String render(RunReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("testsuites");
            attribute(xml, "name", "matrix " + report.heading().runId());
            counts(xml, report.study(), key -> true);
            for (String model : models(report.study())) {
                suite(xml, report, model);
            }
            line(xml, 0);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a study of this program cannot be written as XML", e);
        }
        return text + "\n";
    }

    private static List<String> models(Study study) {
        return Stream.concat(
                        study.primary().stream().map(Comparison::key),
                        study.notCompared().stream().map(NotCompared::key))
                .map(CellKey::model)
                .distinct()
                .toList();
    }

    private static void suite(XMLStreamWriter xml, RunReport report, String model) throws XMLStreamException {
        line(xml, 1);
        xml.writeStartElement("testsuite");
        attribute(xml, "name", model);
        counts(xml, report.study(), key -> key.model().equals(model));
        attribute(
                xml,
                "timestamp",
                report.heading()
                        .updatedAt()
                        .toString()
                        .replaceAll("\\.\\d+", "")
                        .replace("Z", ""));
        for (Comparison comparison : report.study().primary()) {
            if (comparison.key().model().equals(model)) {
                compared(xml, report.study(), comparison);
            }
        }
        for (NotCompared skipped : report.study().notCompared()) {
            if (skipped.key().model().equals(model)) {
                skipped(xml, report.study(), skipped);
            }
        }
        line(xml, 1);
        xml.writeEndElement();
    }

    private static void counts(XMLStreamWriter xml, Study study, Predicate<CellKey> its) throws XMLStreamException {
        long compared =
                study.primary().stream().filter(each -> its.test(each.key())).count();
        long failures = study.primary().stream()
                .filter(each -> its.test(each.key()) && each.verdict() == Verdict.HURTS)
                .count();
        long skipped = study.notCompared().stream()
                .filter(each -> its.test(each.key()))
                .count();
        attribute(xml, "tests", Long.toString(compared + skipped));
        attribute(xml, "failures", Long.toString(failures));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", Long.toString(skipped));
        attribute(xml, "time", "0");
    }

    private static void compared(XMLStreamWriter xml, Study study, Comparison comparison) throws XMLStreamException {
        start(xml, study, comparison.key());
        line(xml, 3);
        String said = said(comparison);
        if (comparison.verdict() == Verdict.HURTS) {
            xml.writeStartElement("failure");
            attribute(xml, "type", Verdict.HURTS.label());
            attribute(xml, "message", said);
        } else {
            xml.writeStartElement("system-out");
        }
        xml.writeCharacters(inert(said));
        xml.writeEndElement();
        end(xml);
    }

    private static void skipped(XMLStreamWriter xml, Study study, NotCompared skipped) throws XMLStreamException {
        start(xml, study, skipped.key());
        line(xml, 3);
        xml.writeEmptyElement("skipped");
        attribute(xml, "message", skipped.reason());
        end(xml);
    }

    private static void start(XMLStreamWriter xml, Study study, CellKey key) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("testcase");
        attribute(
                xml,
                "classname",
                key.model() + "/" + study.data().benchmark(key.benchmark()).shownAs());
        attribute(xml, "name", key.personality() + " " + key.setting());
        attribute(xml, "time", "0");
    }

    private static void end(XMLStreamWriter xml) throws XMLStreamException {
        line(xml, 2);
        xml.writeEndElement();
    }

    private static String said(Comparison comparison) {
        return comparison.verdict().label().replace('_', ' ') + ": " + Notation.points(comparison.difference())
                + " points against " + comparison.reference() + " on " + comparison.compared()
                + " items (corrected interval " + Notation.points(comparison.adjusted()) + ", corrected p "
                + Notation.p(comparison.adjustedP()) + ")"
                + (comparison.note() == null ? "" : "; " + comparison.note());
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, inert(value));
    }

    /** XML knows no way to write control characters or the two last code points of the first plane. */
    private static String inert(String text) {
        return InertText.block(text).replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
