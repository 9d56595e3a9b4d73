package dev.matrix.cli;

import dev.matrix.app.EngineRules;
import dev.matrix.app.RunRequest;
import dev.matrix.config.Catalogue;
import dev.matrix.config.HostAddresses;
import dev.matrix.config.OwnPrompts;
import dev.matrix.config.SettingKey;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.domain.Personality;
import dev.matrix.domain.SizeRange;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns settings and options into the request of a run. */
final class RequestFactory {

    private final Session session;

    RequestFactory(Session session) {
        this.session = session;
    }

    RunRequest request(
            Settings settings,
            MatrixOptions matrix,
            boolean demo,
            RunRequest.Storage storage,
            RunRequest.Policy policy,
            Map<String, String> given) {
        return new RunRequest(
                new RunRequest.ServerRequest(
                        HostAddresses.of(settings),
                        demo,
                        new EngineRules(settings).concurrency(),
                        Session.timeouts(settings),
                        settings.value(SettingKeys.LM_EVAL)),
                selection(settings, matrix),
                measuring(settings, demo ? session.simulatedData(settings) : session.data(settings)),
                design(settings),
                storage,
                policy,
                options(given));
    }

    private RunRequest.Selection selection(Settings settings, MatrixOptions matrix) {
        Catalogue catalogue = session.catalogue();
        List<Personality> own = new OwnPrompts(session.workingDirectory(), catalogue.knownPersonalityNames())
                .build(matrix.systems, matrix.systemFiles, matrix.userSuffixes);
        return new RunRequest.Selection(
                settings.value(SettingKeys.MODELS).orElse(List.of()),
                SizeRange.standard(),
                settings.value(SettingKeys.PERSONALITIES),
                own,
                settings.value(SettingKeys.BENCHMARKS),
                !settings.get(SettingKeys.BENCHMARKS).isDefault(),
                settings.value(SettingKeys.SKIP_MISSING));
    }

    private static RunRequest.Measuring measuring(Settings settings, String data) {
        EngineRules engine = new EngineRules(settings);
        return new RunRequest.Measuring(
                settings.value(SettingKeys.LIMIT).items(),
                settings.value(SettingKeys.SAMPLE),
                settings.value(SettingKeys.FEWSHOT).orElse(null),
                settings.value(SettingKeys.TEMPERATURES),
                settings.value(SettingKeys.REPEATS),
                settings.value(SettingKeys.SEED),
                settings.value(SettingKeys.THINK),
                engine.baselineSystem(),
                engine.scoring(),
                data,
                settings.value(SettingKeys.ENGINE));
    }

    private static RunRequest.Design design(Settings settings) {
        new EngineRules(settings).requireDesign();
        return new RunRequest.Design(
                settings.value(SettingKeys.SESOI),
                settings.value(SettingKeys.COMPARE).orElse(List.of()),
                settings.value(SettingKeys.CONTROL),
                settings.value(SettingKeys.BUDGET).orElse(null),
                settings.value(SettingKeys.STOP_WHEN));
    }

    /** The long names of the options behind the given settings. */
    private static Set<String> options(Map<String, String> given) {
        Set<String> options = new HashSet<>();
        for (SettingKey<?> key : SettingKeys.ALL) {
            if (given.containsKey(key.name())) {
                options.add(key.option());
            }
        }
        return options;
    }
}
