package dev.matrix.app;

import dev.matrix.config.Catalogue;
import dev.matrix.config.PersonalitySelection;
import dev.matrix.domain.InstalledModel;
import dev.matrix.domain.MatrixException;
import dev.matrix.domain.Model;
import dev.matrix.domain.Personality;
import dev.matrix.domain.Setting;
import dev.matrix.inference.ServerInfo;
import dev.matrix.plan.MatrixPlanner;
import dev.matrix.plan.RunPlan;
import dev.matrix.prompt.PromptCheck;
import java.util.ArrayList;
import java.util.List;

/** Turns a request into a prepared run: models, personalities, items, plan. */
final class RunSetup {

    private final Catalogue catalogue;
    private final BenchmarkSelection benchmarks;

    RunSetup(Catalogue catalogue, BenchmarkSelection benchmarks) {
        this.catalogue = catalogue;
        this.benchmarks = benchmarks;
    }

    /**
     * Prepares what the request asks for.
     *
     * @throws MatrixException of kind USAGE for anything named that is not there
     */
    PreparedRun prepare(RunRequest request, RunServers servers) {
        ServerInfo info = servers.info();
        List<InstalledModel> installed = servers.installed();
        ModelSelection selection =
                new ModelSelection(info.address(), installed, request.server().demo());
        ModelSelection.Chosen chosen = request.selection().models().isEmpty()
                ? selection.inRange()
                : selection.named(
                        request.selection().models(), request.selection().skipMissing());
        servers.requireSame(chosen.models());
        List<Personality> personalities = personalities(request, selection);
        new DesignCheck(request.design(), personalities).require();
        BenchmarkSelection.Loaded loaded = benchmarks.load(request);
        List<Setting> settings = request.measuring().temperatures().stream()
                .map(temperature -> Setting.of(temperature, request.measuring().think()))
                .distinct()
                .toList();
        RunPlan plan = new MatrixPlanner()
                .expand(
                        chosen.models(),
                        personalities,
                        Knowledge.of(loaded.benchmarks()),
                        settings,
                        request.measuring().repeats());
        List<String> warnings = new ArrayList<>(servers.warnings());
        warnings.addAll(chosen.warnings());
        warnings.addAll(new PromptCheck().sameMessages(personalities));
        warnings.addAll(loaded.warnings());
        if (personalities.stream().noneMatch(Personality::isBaseline)) {
            warnings.add("no baseline among the personalities: nothing can be compared with it");
        }
        return new PreparedRun(
                request,
                servers,
                installed.isEmpty(),
                chosen.models(),
                personalities,
                loaded.benchmarks(),
                settings,
                request.design().control() ? plan.withControls() : plan,
                warnings);
    }

    private List<Personality> personalities(RunRequest request, ModelSelection models) {
        PersonalitySelection selection =
                new PersonalitySelection(catalogue, request.selection().own(), name -> ownSystem(models, name));
        return selection.select("--personalities", request.selection().personalities());
    }

    private static Personality ownSystem(ModelSelection models, String name) {
        Model model = models.find(name)
                .map(InstalledModel::model)
                .orElseThrow(() -> MatrixException.usage(
                        "--personalities: model:" + name + models.absent() + ". " + models.remedy(name) + "."));
        if (model.ownSystem().isBlank()) {
            throw MatrixException.usage("--personalities: the Modelfile of " + name + " has no SYSTEM text, so model:"
                    + name + " is the same as baseline. Leave it out.");
        }
        return new Personality("model:" + name, model.ownSystem(), null);
    }
}
