package dev.matrix.dataset;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Benchmark;
import dev.matrix.domain.FieldMapping;
import dev.matrix.domain.FieldMapping.AnswerStyle;
import dev.matrix.domain.Fingerprint;
import dev.matrix.domain.Gold;
import dev.matrix.domain.Item;
import dev.matrix.domain.MatrixException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes an item of a record: texts cleaned, options in displayed order under the letters A, B, C ..., the answer translated to that order. */
final class ItemMapper {

    private static final int LETTERS = 26;
    private static final Pattern PATH = Pattern.compile("\\{([^{}]+)}");

    private final Benchmark benchmark;
    private final FieldMapping fields;
    private final List<Cleanup> cleanups;
    private final AnswerReader answers;

    ItemMapper(Benchmark benchmark, FieldMapping fields) {
        this.benchmark = benchmark;
        this.fields = fields;
        this.cleanups = Cleanup.named(benchmark.name(), fields.cleanups());
        this.answers = new AnswerReader(fields, this::clean);
        requireFittingStyle();
    }

    /**
     * The item.
     *
     * @param prefix begins the id where the file states none
     * @param taken items so far by stratum; counted up here
     */
    Item item(DataRecord data, String prefix, Map<String, Integer> taken) {
        String stratum = fields.stratum() == null ? "" : data.text(fields.stratum(), "stratum");
        int place = taken.merge(stratum, 1, Integer::sum) - 1;
        String id = FieldMapping.STRATUM_ID.equals(fields.id()) ? prefix + stratum + "/" + place : id(data, prefix);
        String question = question(data);
        Map<String, String> extra = extra(data);
        if (!benchmark.answer().lettered()) {
            return ItemHash.item(id, stratum, question, List.of(), List.of(), plainGold(data), extra);
        }
        List<String> options = options(data);
        Set<Integer> right = right(data, options);
        List<Integer> order = order(id, options.size(), right);
        return ItemHash.item(
                id, stratum, question, order.stream().map(options::get).toList(), order, shown(order, right), extra);
    }

    /**
     * The hash of what the publisher says in a record, before any clean-up, shuffling or cut: the same for the publisher's own file and for another format
     * of the same rows. Ids and labels that only one of them has do not count.
     */
    String rowHash(DataRecord data) {
        boolean ownId = fields.id() != null && !FieldMapping.STRATUM_ID.equals(fields.id());
        Fingerprint hash = new Fingerprint()
                .add("row")
                .add(ownId ? id(data, "") : "")
                .add(fields.stratum() == null ? "" : data.text(fields.stratum(), "stratum"))
                .add(data.text(fields.question(), "question"));
        if (!benchmark.answer().lettered()) {
            return hash.add(data.text(fields.answer(), "answer")).hex();
        }
        List<String> options = rawOptions(data);
        hash.add(options.size());
        options.forEach(hash::add);
        Set<Integer> right = answers.right(data, options);
        hash.add(right.size());
        right.forEach(hash::add);
        return hash.hex();
    }

    private String id(DataRecord data, String prefix) {
        if (fields.id() == null) {
            return prefix + data.file().key() + "/" + data.index();
        }
        String id = data.text(fields.id(), "id");
        if (id.isEmpty()) {
            throw data.problem("field '" + fields.id() + "' is empty; give each item an id of its own.");
        }
        return id;
    }

    private String question(DataRecord data) {
        String question = data.text(fields.question(), "question");
        for (Cleanup cleanup : cleanups) {
            question = cleanup.cleanQuestion(data, question);
        }
        if (question.isBlank()) {
            throw data.problem("field '" + fields.question() + "' is empty; every item needs a question.");
        }
        return question;
    }

    private Map<String, String> extra(DataRecord data) {
        Map<String, String> extra = new TreeMap<>();
        fields.extra().forEach((name, path) -> {
            if (path.indexOf('{') >= 0) {
                extra.put(name, clean(composed(data, path)));
                return;
            }
            String text = data.text(path, "extra");
            // The answer's own path is asked for once more to get the way to the answer without the answer.
            extra.put(name, clean(path.equals(fields.answer()) ? answers.beforeMarker(text) : text));
        });
        return extra;
    }

    /** A text with paths in braces, each replaced by what stands there. */
    private static String composed(DataRecord data, String pattern) {
        return PATH.matcher(pattern).replaceAll(path -> Matcher.quoteReplacement(data.text(path.group(1), "extra")));
    }

    private List<String> options(DataRecord data) {
        List<String> options = rawOptions(data).stream().map(this::clean).toList();
        if (options.size() < 2 || options.size() > LETTERS) {
            throw data.problem("the item has " + options.size() + (options.size() == 1 ? " option" : " options")
                    + "; it needs 2 to " + LETTERS + ".");
        }
        if (options.stream().anyMatch(String::isBlank)) {
            throw data.problem(
                    "option " + Item.letter(firstBlank(options)) + " is empty; give it a text or remove it.");
        }
        return options;
    }

    private List<String> rawOptions(DataRecord data) {
        String first = fields.options().get(0);
        if (fields.style() == AnswerStyle.TARGETS) {
            List<String> names = new ArrayList<>();
            data.require(first, "options").fieldNames().forEachRemaining(name -> names.add(data.shown(name)));
            return names;
        }
        if (fields.options().size() == 1) {
            return data.texts(first, "options");
        }
        List<String> columns = new ArrayList<>();
        fields.options().forEach(path -> columns.add(data.text(path, "options")));
        while (!columns.isEmpty() && columns.get(columns.size() - 1).isEmpty()) {
            columns.remove(columns.size() - 1); // an item with fewer options than the table has columns
        }
        return columns;
    }

    private Set<Integer> right(DataRecord data, List<String> options) {
        Set<Integer> right = answers.right(data, options);
        if (benchmark.answer() == AnswerKind.CHOICE && right.size() > 1) {
            throw data.problem(right.size() + " options are right; mark one, or set 'answer: multi_choice'.");
        }
        return right;
    }

    private List<Integer> order(String id, int count, Set<Integer> right) {
        List<Integer> order = OptionLayout.positions(id, count, benchmark.optionOrder());
        return benchmark.answer() == AnswerKind.MULTI_CHOICE
                ? OptionLayout.cut(order, right, OptionLayout.MOST_OF_SEVERAL)
                : order;
    }

    private Gold plainGold(DataRecord data) {
        return benchmark.answer() == AnswerKind.NUMBER
                ? new Gold.Numeric(answers.number(data))
                : new Gold.Texts(answers.texts(data));
    }

    private String clean(String text) {
        String cleaned = text;
        for (Cleanup cleanup : cleanups) {
            cleaned = cleanup.clean(cleaned);
        }
        return cleaned;
    }

    private void requireFittingStyle() {
        Set<AnswerStyle> fitting = switch (benchmark.answer()) {
            case CHOICE -> EnumSet.complementOf(EnumSet.of(AnswerStyle.NUMBER));
            case MULTI_CHOICE -> EnumSet.complementOf(EnumSet.of(AnswerStyle.NUMBER, AnswerStyle.TEXT));
            case NUMBER -> EnumSet.of(AnswerStyle.NUMBER);
            case TEXT -> EnumSet.of(AnswerStyle.TEXT);
        };
        if (!fitting.contains(fields.style())) {
            throw MatrixException.usage("Benchmark '" + benchmark.name() + "': 'style: " + label(fields.style())
                    + "' does not fit 'answer: " + label(benchmark.answer()) + "'; choose one of "
                    + fitting.stream().map(ItemMapper::label).toList() + ".");
        }
        if (benchmark.answer().lettered() && fields.options().isEmpty()) {
            throw MatrixException.usage(
                    "Benchmark '" + benchmark.name() + "' has no options; name their field under 'fields: options'.");
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Gold shown(List<Integer> order, Set<Integer> right) {
        Set<Integer> shown = new TreeSet<>();
        for (int place = 0; place < order.size(); place++) {
            if (right.contains(order.get(place))) {
                shown.add(place);
            }
        }
        return new Gold.Options(shown);
    }

    private static int firstBlank(List<String> options) {
        int place = 0;
        while (!options.get(place).isBlank()) {
            place++;
        }
        return place;
    }
}
