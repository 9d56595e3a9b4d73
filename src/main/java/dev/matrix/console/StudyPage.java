package dev.matrix.console;

/** Where a study is printed: lines and titled tables on stdout. */
final class StudyPage {

    private static final int SENTENCE = 3000;

    private final Screen screen;

    StudyPage(Screen screen) {
        this.screen = screen;
    }

    void section(String title, TextTable table) {
        line("");
        line(title);
        screen.result(table.lines());
    }

    void line(String text) {
        screen.result(SafeText.line(text, SENTENCE));
    }
}
