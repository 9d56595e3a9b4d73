package dev.matrix.cli;

import dev.matrix.app.Doctor;
import dev.matrix.app.ServerConnection;
import dev.matrix.config.HostAddresses;
import dev.matrix.config.Resolved;
import dev.matrix.config.SettingKeys;
import dev.matrix.config.Settings;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Check the server (or each of several), its models and slots, data, disk and lm-eval; show where each setting comes from.",
        footer = {"", "Example: matrix doctor --host http://127.0.0.1:11434", "", ExitCode.HELP})
final class DoctorCommand implements Callable<Integer> {

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private StorageOptions storage = new StorageOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Settings settings = session.settings(common, server, storage, data, cache);
        Doctor doctor = new Doctor(session.benchmarks(settings, screen));
        Map<String, List<Doctor.Finding>> servers = new LinkedHashMap<>();
        for (String host : HostAddresses.of(settings)) {
            try (ServerConnection connection = session.connect(settings, host)) {
                connection.warnings().forEach(screen::warning);
                servers.put(connection.address(), doctor.server(connection, settings.value(SettingKeys.TIMEOUT_LOAD)));
            }
        }
        List<Doctor.Finding> machine = new ArrayList<>(doctor.machine(
                settings.value(SettingKeys.BENCHMARKS), session.data(settings), session.resultsDir(settings)));
        machine.add(doctor.cache(session.cachePlace(settings), session.ports().clock()));
        machine.add(doctor.lmEval(session.ports().lmEval(), settings.value(SettingKeys.LM_EVAL)));
        List<Doctor.Finding> findings = new ArrayList<>();
        servers.values().forEach(findings::addAll);
        findings.addAll(machine);
        if (json) {
            screen.result(new Json().text(json(servers, findings, settings)));
        } else {
            show(screen, servers, machine, settings);
        }
        return code(findings);
    }

    private static int code(List<Doctor.Finding> findings) {
        List<String> problems = findings.stream()
                .filter(finding -> finding.verdict() == Doctor.Verdict.PROBLEM)
                .map(Doctor.Finding::thing)
                .toList();
        if (problems.contains(Doctor.SERVER)) {
            return ExitCode.SERVER;
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private static void show(
            Screen screen, Map<String, List<Doctor.Finding>> servers, List<Doctor.Finding> machine, Settings settings) {
        servers.forEach((address, findings) -> {
            if (servers.size() > 1) {
                screen.result("host " + SafeText.line(address, 200));
            }
            show(screen, findings);
        });
        if (servers.size() > 1) {
            screen.result("this machine");
        }
        show(screen, machine);
        screen.result("");
        TextTable table = new TextTable().left("setting").left("value").left("from");
        settings.all().forEach(resolved -> table.row(resolved.key().name(), shown(resolved), resolved.origin()));
        screen.result(table.lines());
    }

    private static void show(Screen screen, List<Doctor.Finding> findings) {
        for (Doctor.Finding finding : findings) {
            screen.result(String.format(
                    Locale.ROOT,
                    "%-8s %-18s %s",
                    finding.verdict().name().toLowerCase(Locale.ROOT),
                    finding.thing(),
                    SafeText.line(finding.finding(), 500)));
            if (!finding.fix().isEmpty()) {
                screen.result(" ".repeat(28) + finding.fix());
            }
        }
    }

    private static String shown(Resolved<?> setting) {
        return setting.key().equals(SettingKeys.HOST)
                ? HostText.withoutCredentials(HostAddresses.split(setting.text()))
                : setting.text();
    }

    private static Map<String, Object> json(
            Map<String, List<Doctor.Finding>> servers, List<Doctor.Finding> findings, Settings settings) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("findings", findings);
        if (servers.size() > 1) {
            document.put(
                    "hosts",
                    servers.entrySet().stream()
                            .map(each -> Map.of("host", each.getKey(), "findings", each.getValue()))
                            .toList());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (Resolved<?> resolved : settings.all()) {
            values.put(resolved.key().name(), Map.of("value", shown(resolved), "from", resolved.origin()));
        }
        document.put("settings", values);
        return document;
    }
}
