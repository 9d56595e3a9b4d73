package dev.matrix.scoring;

import java.text.Normalizer;

/**
 * Folds Unicode variants that mean the same to a reader: full-width, mathematical and circled letters, digits of every script, minus signs, quotes,
 * spaces. Each code point is folded by itself: normalizing a whole text can take quadratic time on hostile combining marks.
 */
final class CharacterFolding {

    /** More combining marks in a row than any script needs; regular expressions walk back over all of them at each word boundary. */
    private static final int MAX_MARKS = 4;

    private CharacterFolding() {}

    static String fold(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            marks = isMark(c) ? marks + 1 : 0;
            if (c < 0x80) {
                appendAscii((char) c, out);
            } else if (marks <= MAX_MARKS) {
                appendOther(c, out);
            }
        }
        return out.toString();
    }

    private static void appendAscii(char c, StringBuilder out) {
        if ((c >= ' ' && c != 0x7F) || c == '\n') {
            out.append(c);
        } else {
            out.append(c == '\r' || c == '\f' || c == 0x0B ? '\n' : ' ');
        }
    }

    private static void appendOther(int c, StringBuilder out) {
        int letter = enclosedLetter(c);
        if (Character.isDigit(c)) {
            out.append((char) ('0' + Character.digit(c, 10)));
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            out.append((char) (c - 0xFEE0));
        } else if (letter >= 0) {
            out.append((char) ('A' + letter));
        } else if (c >= 0x1D400 && c <= 0x1D7FF) {
            out.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
        } else if (Character.getType(c) == Character.OTHER_NUMBER) {
            appendNumber(c, out);
        } else if (Character.getType(c) != Character.FORMAT) {
            out.appendCodePoint(sign(c));
        }
    }

    /** Circled, parenthesized and squared capitals, as emoji keyboards and some models have them; -1 for anything else. */
    private static int enclosedLetter(int c) {
        for (int first : new int[] {0x24B6, 0x1F110, 0x1F130, 0x1F150, 0x1F170}) {
            if (c >= first && c < first + 26) {
                return c - first;
            }
        }
        return -1;
    }

    /** A vulgar fraction becomes {@code 1/2}; superscripts and circled numbers stay as they are, since 10² is not 102. */
    private static void appendNumber(int c, StringBuilder out) {
        String plain = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC);
        if (plain.indexOf('\u2044') < 0) {
            out.appendCodePoint(c);
            return;
        }
        if (out.length() > 0 && Character.isDigit(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
        out.append(plain.replace('\u2044', '/'));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int sign(int c) {
        return switch (c) {
            case 0x2212, 0xFE63 -> '-';
            case 0x2044 -> '/';
            case 0x066A -> '%';
            case 0x066B -> '.';
            case 0x066C, 0x3001 -> ',';
            case 0x3002 -> '.';
            case 0x2018, 0x2019, 0x02BC -> '\'';
            case 0x201C, 0x201D -> '"';
            case 0x0085, 0x2028, 0x2029 -> '\n';
            default -> Character.isSpaceChar(c) ? ' ' : c;
        };
    }
}
