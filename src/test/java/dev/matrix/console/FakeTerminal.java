package dev.matrix.console;

import java.util.ArrayList;
import java.util.List;

/** A terminal of unlimited height that obeys the few codes that the program may send, and refuses every other control character. */
final class FakeTerminal {

    private final int width;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private boolean wrap = true;

    FakeTerminal(int width) {
        this.width = width;
    }

    FakeTerminal write(String bytes) {
        for (int at = 0; at < bytes.length(); at++) {
            char next = bytes.charAt(at);
            if (next == '\u001b') {
                int end = at + 2;
                while (!Character.isLetter(bytes.charAt(end))) {
                    end++;
                }
                obey(bytes.substring(at + 1, end + 1));
                at = end;
            } else {
                put(next);
            }
        }
        return this;
    }

    private void put(char next) {
        if (next == '\n') {
            newLine();
        } else if (next == '\r') {
            column = 0;
        } else if (Character.isISOControl(next)) {
            throw new AssertionError("control character " + (int) next);
        } else if (column < width) {
            type(next);
        } else if (wrap) {
            newLine();
            type(next);
        }
    }

    private void type(char next) {
        StringBuilder line = rows.get(row);
        line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
        line.setCharAt(column++, next);
    }

    private void newLine() {
        row++;
        column = 0;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    private void obey(String code) {
        if (code.matches("\\[\\d+A")) {
            row -= Integer.parseInt(code.substring(1, code.length() - 1));
            if (row < 0) {
                throw new AssertionError("above the first line");
            }
        } else if (code.equals("[J")) {
            rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            rows.subList(row + 1, rows.size()).clear();
        } else if (code.equals("[?7l")) {
            wrap = false;
        } else if (code.equals("[?7h")) {
            wrap = true;
        } else if (!code.matches("\\[\\d+m")) {
            throw new AssertionError("unknown code " + code);
        }
    }

    /** What a person sees, without the empty line that the cursor waits in. */
    List<String> seen() {
        if (!wrap) {
            throw new AssertionError("lines do not wrap any more");
        }
        List<String> seen =
                new ArrayList<>(rows.stream().map(StringBuilder::toString).toList());
        if (seen.get(seen.size() - 1).isEmpty()) {
            seen.remove(seen.size() - 1);
        }
        return seen;
    }
}
