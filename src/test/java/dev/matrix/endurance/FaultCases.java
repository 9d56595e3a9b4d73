package dev.matrix.endurance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** The fault matrix: each fault at each stage where it makes sense, at 10 and at 100 percent, and seeded mixtures of them. */
final class FaultCases {

    private static final List<String> STATUSES = List.of("400", "404", "408", "429", "500", "502", "503");
    private static final List<String> ANYWHERE =
            List.of("reset", "resetbody", "hang", "truncated", "cutjson", "html", "overlong", "errorline", "panic");
    private static final List<String> OF_THE_SERVER = List.of("restart", "down");
    private static final List<String> OF_A_MODEL = List.of("crash", "oom", "deleted", "repulled");
    private static final List<String> INSIDE = List.of(
            "reset",
            "hang",
            "truncated",
            "html",
            "nodone",
            "errorline",
            "crash",
            "repeat",
            "loop",
            "endless",
            "restart",
            "down");
    private static final List<String> QUESTIONS = List.of("version", "tags", "show", "ps");
    private static final List<String> OF_MODELS = List.of("preload", "unload");
    private static final List<String> MIXED = List.of(
            "chat", "chat", "chat", "chat", "stream", "stream", "stream", "preload", "unload", "ps", "tags", "show");
    private static final Set<Integer> ANY = Set.of(0, 1, 3);

    private final Seeds seeds;

    FaultCases(Seeds seeds) {
        this.seeds = seeds;
    }

    /** Everything, and so many mixtures. */
    List<FaultCase> all(int mixtures) {
        List<FaultCase> cases = new ArrayList<>();
        for (String stage : QUESTIONS) {
            List<String> faults = new ArrayList<>(STATUSES);
            faults.addAll(ANYWHERE);
            faults.addAll(OF_THE_SERVER);
            if (stage.equals("show")) {
                faults.addAll(List.of("deleted", "repulled"));
            }
            faults.forEach(fault -> both(cases, fault, stage));
        }
        for (String stage : OF_MODELS) {
            List<String> faults = new ArrayList<>(STATUSES);
            faults.addAll(ANYWHERE);
            faults.addAll(OF_THE_SERVER);
            faults.addAll(OF_A_MODEL);
            faults.forEach(fault -> both(cases, fault, stage));
        }
        List<String> faults = new ArrayList<>(STATUSES);
        faults.addAll(ANYWHERE);
        faults.addAll(OF_THE_SERVER);
        faults.addAll(OF_A_MODEL);
        faults.add("repeat");
        faults.forEach(fault -> both(cases, fault, "chat"));
        INSIDE.forEach(fault -> both(cases, fault, "stream"));
        cases.addAll(once());
        cases.addAll(mixtures(mixtures));
        return cases;
    }

    /** One of each kind at the stages where it hurts most. */
    List<FaultCase> few() {
        List<FaultCase> cases = new ArrayList<>();
        List.of("400", "503", "reset", "hang", "html", "overlong", "crash", "repulled")
                .forEach(fault -> both(cases, fault, "chat"));
        cases.add(rarely("hang", "stream"));
        List.of("nodone", "loop", "endless", "errorline", "restart").forEach(fault -> both(cases, fault, "stream"));
        List.of("500", "hang", "cutjson", "404").forEach(fault -> both(cases, fault, "preload"));
        List.of("tags", "version").forEach(stage -> cases.add(always("resetbody", stage)));
        List.of("show", "ps", "unload").forEach(stage -> cases.add(always("503", stage)));
        cases.addAll(once());
        cases.addAll(mixtures(8));
        return cases;
    }

    private void both(List<FaultCase> cases, String fault, String stage) {
        cases.add(rarely(fault, stage));
        cases.add(always(fault, stage));
    }

    private FaultCase rarely(String fault, String stage) {
        long seed = seeds.striking(requests(stage));
        return marked(FaultCase.of(fault, stage, "10 %", stage + ":" + fault + "@0.1", seed, codes(stage, false)));
    }

    private FaultCase always(String fault, String stage) {
        return marked(FaultCase.of(fault, stage, "100 %", stage + ":" + fault + "@1", 1, codes(stage, true)));
    }

    /** How many requests of a stage a run makes at least. */
    private static int requests(String stage) {
        return switch (stage) {
            case "version", "tags" -> 1;
            case "show", "preload", "unload" -> 2;
            default -> 6;
        };
    }

    /** Without the server's version or list there is no run; a model that does not leave costs nothing but memory. */
    private static Set<Integer> codes(String stage, boolean always) {
        if (always && (stage.equals("version") || stage.equals("tags"))) {
            return Set.of(3);
        }
        return ANY;
    }

    private static FaultCase marked(FaultCase its) {
        return switch (its.fault()) {
            case "repeat", "loop", "endless" -> its.changing("repetition", "length");
            default -> its;
        };
    }

    /** In the middle of a run, once: of what comes back, and of what does not. */
    private static List<FaultCase> once() {
        List<FaultCase> cases = new ArrayList<>();
        for (String fault : List.of("restart", "down", "deleted", "repulled")) {
            cases.add(FaultCase.of(fault, "chat", "at 40", "chat:" + fault + "#40", 1, ANY));
        }
        cases.add(FaultCase.of("repulled", "chat", "at 40", "chat:repulled#40,chat:repulled#140", 1, ANY)
                .meetingNewWeights());
        for (String fault : List.of("503", "hang", "errorline")) {
            cases.add(FaultCase.of(fault, "tags", "from 2", "tags:" + fault + "#2-999", 1, Set.of(0)));
        }
        cases.add(FaultCase.of("reset", "chat", "100 %", "chat:reset@1,version:reset#2-999", 1, Set.of(3)));
        cases.add(FaultCase.of("clock steps", "-", "10 %", "", 11, Set.of(0)).withSteppingClock());
        cases.add(FaultCase.of("clock steps, 429", "chat", "10 %", "chat:429@0.1", 12, ANY)
                .withSteppingClock());
        return cases;
    }

    private List<FaultCase> mixtures(int count) {
        List<FaultCase> cases = new ArrayList<>();
        for (int seed = 1; seed <= count; seed++) {
            cases.add(mixture(seed));
        }
        return cases;
    }

    /** Three to six rules of 2 to 20 percent, most of them where a run has most requests, sometimes with a stepping clock. */
    private static FaultCase mixture(int seed) {
        Random random = new Random(seed);
        List<String> rules = new ArrayList<>();
        int number = random.nextInt(3, 7);
        for (int i = 0; i < number; i++) {
            String stage = MIXED.get(random.nextInt(MIXED.size()));
            List<String> faults = mixed(stage);
            String fault = faults.get(random.nextInt(faults.size()));
            rules.add(String.format(Locale.ROOT, "%s:%s@%.2f", stage, fault, random.nextInt(2, 21) / 100.0));
        }
        FaultCase its = FaultCase.of("mixture " + seed, "all", "2-20 %", String.join(",", rules), seed, ANY);
        return random.nextInt(3) == 0 ? its.withSteppingClock() : its;
    }

    private static List<String> mixed(String stage) {
        if (stage.equals("stream")) {
            return List.of("reset", "hang", "truncated", "html", "nodone", "errorline", "crash");
        }
        List<String> faults = new ArrayList<>(STATUSES);
        faults.addAll(ANYWHERE);
        if (!QUESTIONS.contains(stage)) {
            faults.addAll(List.of("crash", "oom", "restart"));
        }
        return faults;
    }
}
