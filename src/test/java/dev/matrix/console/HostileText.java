package dev.matrix.console;

import java.util.Random;

/** Seeded text as bad as a server can send it, and what no writer may ever see. */
final class HostileText {

    private static final String[] PIECES = {
        "\u001b[2J",
        "\u001b]0;owned\u0007",
        "\u001b[31m",
        "\u009b31m",
        "\u0090q\u009c",
        "\u0000",
        "\b",
        "\r",
        "\r\n",
        "\n",
        "\t",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200e",
        "\u200f",
        "\u061c",
        "\ud800",
        "\udfff",
        "\ud83d\ude00",
        "漢",
        "e\u0301",
        "plain ",
        "warning: ",
        "\\u001b"
    };

    private HostileText() {}

    static String next(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            if (random.nextInt(3) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }

    /** Where the first character stands that a terminal would obey; -1 when there is none. Line feeds are left to the caller. */
    static int firstDanger(String text) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            boolean control = (point < 0x20 && point != '\n') || (point >= 0x7f && point <= 0x9f);
            boolean surrogate = point >= 0xd800 && point <= 0xdfff;
            boolean separator = point == 0x2028 || point == 0x2029;
            boolean direction = (point >= 0x202a && point <= 0x202e)
                    || (point >= 0x2066 && point <= 0x2069)
                    || point == 0x200e
                    || point == 0x200f
                    || point == 0x061c;
            if (control || surrogate || separator || direction) {
                return at;
            }
        }
        return -1;
    }
}
