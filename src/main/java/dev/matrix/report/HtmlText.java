package dev.matrix.report;

/** Text as content of an HTML element or of a quoted attribute. */
final class HtmlText {

    private HtmlText() {}

    static String of(String text) {
        return InertText.block(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
