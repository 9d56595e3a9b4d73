package dev.matrix.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.matrix.domain.AnswerKind;
import dev.matrix.domain.Item;
import dev.matrix.domain.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpeakerTest {

    private static final SimulatedModel MODEL = SimulatedModel.of("a:1b", 1_000_000_000L, "1B", "llama");
    private static final List<Item> ITEMS =
            Samples.all().values().stream().flatMap(set -> set.items().stream()).toList();

    private final Speaker speaker = new Speaker(new Knowledge(Samples.all()));

    @Test
    void fourTenthsOfTheRepliesComeInAtLeastTwentyFiveFormsThatWereNotAskedFor() throws Exception {
        Set<String> formats = new HashSet<>();
        int zoo = 0;
        int all = 0;
        for (Item item : ITEMS) {
            for (String system : List.of("", "Be exact.", "Be bold.")) {
                Reply reply = reply(system, Samples.turn(item), 64);
                all++;
                if (!reply.format().equals("asked")) {
                    zoo++;
                    formats.add(reply.format());
                }
            }
        }
        assertThat(zoo / (double) all).isBetween(0.40, 0.52);
        assertThat(formats).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void everyFormIsWrittenWithoutLeftovers() {
        Choice choice = new Choice(
                true,
                "1000",
                "text",
                "7",
                "other",
                List.of(new OptionLines.Line("A", "one"), new OptionLines.Line("B", "two")));
        List<ReplyFormat> formats = Stream.of(ReplyZoo.LETTERS, ReplyZoo.NUMBERS, ReplyZoo.TEXTS)
                .flatMap(List::stream)
                .toList();
        assertThat(formats).extracting(ReplyFormat::name).doesNotHaveDuplicates();
        assertThat(formats)
                .allSatisfy(format -> assertThat(format.write(choice)).doesNotContain("<"));
        assertThat(find("number-marker-dollar").write(choice)).endsWith("#### $1,000");
        assertThat(find("number-decimal").write(choice)).isEqualTo("1000.00");
        assertThat(find("number-wide").write(choice)).isEqualTo("１０００");
    }

    @Test
    void reasoningIsTenTimesLongerAndDoesNotGoInCircles() throws Exception {
        long plain = 0;
        long reasoned = 0;
        for (Item item : ITEMS) {
            Reply shortReply = reply("", Samples.turn(item), 768);
            Reply longReply = reply("", Samples.turn(item) + "\n\nLet's think step by step:", 768);
            if (!shortReply.format().equals("loop") && !longReply.format().equals("loop")) {
                plain += Tokens.count(shortReply.text());
                reasoned += Tokens.count(longReply.text());
                assertThat(repeatedSixGrams(longReply.text())).isLessThan(0.4);
            }
        }
        assertThat(reasoned / (double) plain).isBetween(7.0, 16.0);
    }

    @Test
    void aFewLongRepliesGoInCircles() throws Exception {
        int loops = 0;
        for (Item item : ITEMS) {
            for (int i = 0; i < 10; i++) {
                Reply reply = reply("Style " + i, Samples.turn(item), 768);
                if (reply.format().equals("loop")) {
                    loops++;
                    assertThat(repeatedSixGrams(reply.text())).isGreaterThan(0.9);
                    assertThat(Tokens.count(reply.text())).isGreaterThan(768);
                }
                assertThat(reply("Style " + i, Samples.turn(item), 64).format()).isNotEqualTo("loop");
            }
        }
        assertThat(loops / (double) (ITEMS.size() * 10)).isBetween(0.003, 0.02);
    }

    @Test
    void readsTheLetterThatItsOwnReasoningNamed() throws Exception {
        Item item = ITEMS.get(3);
        String turn = Samples.turn(item) + "\n\nLet's think step by step:";
        Reply reasoning = reply("", turn, 768);
        List<Message> closing = List.of(
                Message.system(""),
                Message.user(turn),
                Message.assistant(reasoning.text()),
                Message.user("So, which option is right? Answer with the letter only."));
        String letter = reasoning.text().replaceFirst("(?s).*So the best option is ([A-Z])\\..*", "$1");
        Reply read = speaker.reply(request(closing, true), prompt(closing), MODEL, Set.of(), 1);
        assertThat(read.text()).isEqualTo(letter);
    }

    @Test
    void findsTheQuestionAfterSolvedExamples() throws Exception {
        List<Item> shots = Samples.all().values().iterator().next().shots();
        Item item = ITEMS.get(5);
        List<Message> messages = new ArrayList<>(List.of(Message.system("")));
        for (Item shot : shots) {
            messages.add(Message.user(Samples.turn(shot)));
            messages.add(Message.assistant("A"));
        }
        messages.add(Message.user(Samples.turn(item)));
        assertThat(new Knowledge(Samples.all()).find(messages).orElseThrow().item())
                .isEqualTo(item);
        String one = Samples.turn(shots.get(0)) + "\nAnswer: A\n\n" + Samples.turn(item);
        assertThat(new Knowledge(Samples.all())
                        .find(List.of(Message.user(one)))
                        .orElseThrow()
                        .item())
                .isEqualTo(item);
    }

    @Test
    void takesTheLetterFromTheLinesAsTheyStandInTheTurn() {
        Item item = ITEMS.get(0);
        StringBuilder turned = new StringBuilder(item.question()).append("\n");
        for (int i = 0; i < item.options().size(); i++) {
            String text = item.options().get(item.options().size() - 1 - i);
            turned.append(Item.letter(i)).append(") ").append(text).append('\n');
        }
        Choice plain = decide(item, Samples.turn(item));
        Choice reversed = decide(item, turned.toString());
        assertThat(reversed.right()).isEqualTo(plain.right());
        assertThat(plain.text()).isEqualTo(item.options().get(plain.answer().charAt(0) - 'A'));
        assertThat(reversed.text())
                .isEqualTo(item.options().get(3 - (reversed.answer().charAt(0) - 'A')));
    }

    private static Choice decide(Item item, String turn) {
        Question question = new Question(
                Samples.benchmark("mmlu", AnswerKind.CHOICE), item, turn, turn.indexOf(item.question()), true);
        return new Mind().decide(question, new Listener(MODEL, "", false, 0, 0));
    }

    private static ReplyFormat find(String name) {
        return ReplyZoo.NUMBERS.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Reply reply(String system, String turn, int limit) throws WireException {
        List<Message> messages = List.of(Message.system(system), Message.user(turn));
        return speaker.reply(request(messages, false), prompt(messages), MODEL, Set.of(), limit);
    }

    private static Prompt prompt(List<Message> messages) throws WireException {
        return ChatTemplate.render(messages, MODEL, Set.of());
    }

    private static GenerationRequest request(List<Message> messages, boolean logprobs) throws WireException {
        String body = "{\"model\":\"a:1b\",\"logprobs\":" + logprobs + ",\"options\":{\"temperature\":0}}";
        GenerationRequest parsed = new RequestParser(new Json(), true).chat(body);
        return new GenerationRequest(
                parsed.endpoint(),
                parsed.model(),
                messages,
                parsed.stream(),
                parsed.options(),
                parsed.shift(),
                parsed.truncate(),
                parsed.keepAlive(),
                parsed.logprobs(),
                parsed.topLogprobs(),
                parsed.think(),
                parsed.tools(),
                parsed.renderOnly());
    }

    private static double repeatedSixGrams(String text) {
        String[] words = text.split("\\s+");
        Set<String> seen = new HashSet<>();
        int repeated = 0;
        for (int i = 0; i + 6 <= words.length; i++) {
            repeated += seen.add(String.join(" ", List.of(words).subList(i, i + 6))) ? 0 : 1;
        }
        return repeated / (double) Math.max(1, words.length - 5);
    }
}
