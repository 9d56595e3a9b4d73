package dev.matrix.cli;

import dev.matrix.config.Catalogue;
import dev.matrix.config.PersonalityFile;
import dev.matrix.console.SafeText;
import dev.matrix.console.Screen;
import dev.matrix.console.TextTable;
import dev.matrix.domain.Personality;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "personalities",
        description = "List the personalities, or show exactly what one injects.",
        footer = {
            "",
            "Example: matrix personalities",
            "         matrix personalities show technical_expert+cot",
            "",
            ExitCode.HELP
        })
final class PersonalitiesCommand implements Callable<Integer> {

    private static final int SHOWN = 90;

    private final Session session;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "list|show", defaultValue = "list")
    private String action = "list";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The personality to show, e.g. cot.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PersonalitiesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Screen screen = session.screen(common);
        Catalogue catalogue = session.catalogue();
        catalogue.warnings().forEach(screen::warning);
        if (ListOrShow.isShow("personalities", action, name)) {
            show(screen, catalogue.personality(String.valueOf(name)));
        } else {
            list(screen, catalogue);
        }
        return ExitCode.OK;
    }

    private void list(Screen screen, Catalogue catalogue) {
        List<PersonalityFile> files = catalogue.personalityNames().stream()
                .map(catalogue::personalityFile)
                .toList();
        if (json) {
            screen.result(new Json()
                    .text(Map.of(
                            "personalities",
                            files.stream()
                                    .map(file -> entry(file.personality()))
                                    .toList())));
            return;
        }
        TextTable table = new TextTable().left("personality").left("what it is").left("injects");
        for (PersonalityFile file : files) {
            table.row(file.personality().name(), file.description(), injects(file.personality()));
        }
        screen.result(table.lines());
    }

    private static String injects(Personality personality) {
        if (personality.system() == null) {
            return personality.wrapper() == null ? "nothing" : "a wrapper on the user turn";
        }
        return "\"" + SafeText.line(personality.system(), SHOWN) + "\""
                + (personality.wrapper() == null ? "" : ", and a wrapper on the user turn");
    }

    private void show(Screen screen, Personality personality) {
        if (json) {
            screen.result(new Json().text(entry(personality)));
            return;
        }
        screen.result("personality " + personality.name());
        screen.result("");
        screen.result("system message" + (personality.system() == null ? ": empty, as for baseline" : ":"));
        if (personality.system() != null) {
            screen.result(SafeText.block(personality.system()));
        }
        screen.result("");
        screen.result("after the item, in the user turn" + (personality.wrapper() == null ? ": nothing" : ":"));
        if (personality.wrapper() != null) {
            screen.result(SafeText.block(personality.wrapper()));
        }
    }

    private static Map<String, Object> entry(Personality personality) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", personality.name());
        entry.put("system", personality.system());
        entry.put("wrapper", personality.wrapper());
        return entry;
    }
}
