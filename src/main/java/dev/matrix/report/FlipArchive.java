package dev.matrix.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.matrix.analysis.CellKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The flips as the page reads them: JSON, gzip, base64. A question stands in its first flip, and by its number in those that follow. Texts are cut; when the
 * archive has grown to its limit, the flips that follow are listed without texts, so that the file stays small whatever was asked and the models wrote. Flips are taken from all cells in turn, so that the limit takes from each alike.
 */
final class FlipArchive {

    /** Characters that are kept of a question and of a reply. */
    static final int CUT = RunReport.REPLY_CHARACTERS;

    private static final int READ = 60;

    private final RunReport report;
    private final int limit;
    private final Map<String, Integer> models = new LinkedHashMap<>();
    private final Map<String, Integer> personalities = new LinkedHashMap<>();
    private final Map<String, Integer> benchmarks = new LinkedHashMap<>();
    private final Map<String, Integer> settings = new LinkedHashMap<>();
    private final Map<List<String>, RunReport.Question> questions = new HashMap<>();
    private final Map<List<String>, Integer> written = new HashMap<>();

    /** @param limit bytes of gzip after which texts are left out */
    FlipArchive(RunReport report, int limit) {
        this.report = report;
        this.limit = limit;
        report.questions().forEach(question -> questions.put(List.of(question.benchmark(), question.id()), question));
    }

    String base64() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes, 1 << 16);
                JsonGenerator json = new JsonFactory().createGenerator(zip)) {
            json.writeStartObject();
            flips(json, bytes);
            names(json, "models", models);
            names(json, "personalities", personalities);
            names(json, "benchmarks", benchmarks);
            names(json, "settings", settings);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private void flips(JsonGenerator json, ByteArrayOutputStream bytes) throws IOException {
        int without = 0;
        json.writeArrayFieldStart("flips");
        for (RunReport.Flip flip : inTurn(report.flips())) {
            boolean full = bytes.size() > limit || flip.own() == null;
            without += full ? 1 : 0;
            json.writeStartArray();
            json.writeNumber(number(models, flip.key().model()));
            json.writeNumber(number(personalities, flip.key().personality()));
            json.writeNumber(number(benchmarks, flip.key().benchmark()));
            json.writeNumber(number(settings, flip.key().setting()));
            question(json, flip, full);
            json.writeNumber(flip.repeat());
            json.writeNumber(flip.won() ? 1 : 0);
            reply(json, flip.own(), full);
            reply(json, flip.baseline(), full);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeNumberField("without_text", without);
    }

    private void question(JsonGenerator json, RunReport.Flip flip, boolean full) throws IOException {
        List<String> name = List.of(flip.key().benchmark(), flip.item());
        Integer number = written.putIfAbsent(name, written.size());
        if (number != null) {
            json.writeNumber(number);
            return;
        }
        RunReport.Question question = full ? null : questions.get(name);
        json.writeStartObject();
        json.writeStringField("id", InertText.line(flip.item()));
        json.writeFieldName("text");
        text(json, question == null ? null : InertText.cut(question.text(), CUT));
        json.writeFieldName("gold");
        text(json, question == null ? null : InertText.line(InertText.cut(question.gold(), CUT)));
        json.writeEndObject();
    }

    private static void reply(JsonGenerator json, RunReport.@Nullable Reply reply, boolean full) throws IOException {
        String read = reply == null || full ? null : reply.read();
        text(json, reply == null || full ? null : InertText.cut(reply.text(), CUT));
        text(json, read == null ? null : InertText.line(InertText.cut(read, READ)));
    }

    private static void text(JsonGenerator json, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNull();
        } else {
            json.writeString(text);
        }
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name, unknown -> numbers.size());
    }

    private static void names(JsonGenerator json, String field, Map<String, Integer> numbers) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : numbers.keySet()) {
            // As the other data of the page has it, which it is looked up in.
            json.writeString(InertText.block(name));
        }
        json.writeEndArray();
    }

    /** The first flip of each cell, then the second of each, and so on. */
    private static List<RunReport.Flip> inTurn(List<RunReport.Flip> flips) {
        Map<CellKey, Integer> seen = new LinkedHashMap<>();
        List<List<RunReport.Flip>> turns = new ArrayList<>();
        for (RunReport.Flip flip : flips) {
            int turn = seen.merge(flip.key(), 1, Integer::sum) - 1;
            if (turn == turns.size()) {
                turns.add(new ArrayList<>());
            }
            turns.get(turn).add(flip);
        }
        return turns.stream().flatMap(List::stream).toList();
    }
}
