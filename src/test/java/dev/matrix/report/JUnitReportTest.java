package dev.matrix.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitReportTest {

    private static Element parsed(RunReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new JUnitReport().render(report))))
                .getDocumentElement();
    }

    @Test
    void hasACaseAComparisonAndFailsWhatHurts() throws Exception {
        Element root = parsed(Reports.of(120));
        assertThat(root.getTagName()).isEqualTo("testsuites");
        assertThat(root.getAttribute("tests")).isEqualTo("18");
        assertThat(root.getAttribute("failures")).isEqualTo("6");
        assertThat(root.getAttribute("skipped")).isEqualTo("1");
        Element skipped = (Element) root.getElementsByTagName("skipped").item(0);
        assertThat(skipped.getAttribute("message")).isEqualTo("the template drops <it>");
        assertThat(root.getElementsByTagName("testsuite").getLength()).isEqualTo(3);
        assertThat(root.getElementsByTagName("testcase").getLength()).isEqualTo(18);
        NodeList failures = root.getElementsByTagName("failure");
        assertThat(failures.getLength()).isEqualTo(6);
        Element first = (Element) failures.item(0);
        assertThat(first.getAttribute("type")).isEqualTo("hurts");
        assertThat(first.getAttribute("message"))
                .startsWith("hurts: -")
                .contains(" points against baseline on 120 items");
        Element itsCase = (Element) first.getParentNode();
        assertThat(itsCase.getAttribute("name")).isEqualTo("breaker t0");
        assertThat(itsCase.getAttribute("classname")).isEqualTo("tiny:0.5b/mmlu (sample)");
    }

    @Test
    void staysWellFormedWhateverAModelIsCalled() throws Exception {
        String evil = "a<b>&\"'\u0000\u001b\ufffe\ud800]]>";
        Element root = parsed(Reports.of(List.of(evil, "small:1b"), 20));
        Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("a<b>&\"'\\u0000\\u001b\\ufffe\\ud800]]>");
    }
}
