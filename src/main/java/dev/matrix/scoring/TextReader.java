package dev.matrix.scoring;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a reply's text strictly and leniently as the item's kind of answer and says what is right. */
final class TextReader {

    private TextReader() {}

    static Reading read(AnswerKind kind, Item item, ReplyText reply) {
        Gold gold = item.gold();
        if (kind.lettered() && gold instanceof Gold.Options options) {
            return letters(item, options, reply);
        }
        if (kind == AnswerKind.NUMBER && gold instanceof Gold.Numeric number) {
            return number(number, reply);
        }
        if (kind == AnswerKind.TEXT && gold instanceof Gold.Texts texts) {
            return text(texts, reply);
        }
        throw new IllegalArgumentException("item '" + item.id() + "' has a "
                + gold.getClass().getSimpleName() + " answer, which a benchmark of kind " + kind + " cannot score");
    }

    private static Reading letters(Item item, Gold.Options gold, ReplyText reply) {
        LetterExtraction extraction = new LetterExtraction(item.options());
        Integer strict = extraction.strict(reply);
        Integer lenient = extraction.lenient(reply);
        return new Reading(letter(strict), isRight(gold, strict), letter(lenient), isRight(gold, lenient));
    }

    private static @Nullable String letter(@Nullable Integer position) {
        return position == null ? null : Item.letter(position);
    }

    private static boolean isRight(Gold.Options gold, @Nullable Integer position) {
        return position != null && gold.correct().contains(position);
    }

    private static Reading number(Gold.Numeric gold, ReplyText reply) {
        BigDecimal strict = NumberExtraction.strict(reply);
        BigDecimal lenient = NumberExtraction.lenient(reply);
        return new Reading(shown(strict), isRight(gold, strict), shown(lenient), isRight(gold, lenient));
    }

    private static @Nullable String shown(@Nullable BigDecimal number) {
        return number == null ? null : number.stripTrailingZeros().toPlainString();
    }

    /** compareTo, because equals tells 18.00 from 18. */
    private static boolean isRight(Gold.Numeric gold, @Nullable BigDecimal number) {
        return number != null && number.compareTo(gold.value()) == 0;
    }

    private static Reading text(Gold.Texts gold, ReplyText reply) {
        TextExtraction extraction = new TextExtraction(gold.accepted());
        String strict = extraction.strict(reply);
        String lenient = extraction.lenient(reply);
        boolean right = extraction.isAccepted(lenient);
        boolean refused = !right && Refusal.in(reply.text());
        return new Reading(strict, extraction.isAccepted(strict), refused ? null : lenient, right);
    }
}
