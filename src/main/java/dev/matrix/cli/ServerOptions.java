package dev.matrix.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the server is. */
final class ServerOptions implements SettingOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--host",
            paramLabel = "URL",
            description = "The Ollama server; default OLLAMA_HOST, else http://127.0.0.1:11434. One host only.")
    private List<String> hosts = List.of();

    /** As given; none or one. */
    List<String> hosts() {
        return hosts;
    }

    @Override
    public void addTo(Map<String, String> given) {
        if (hosts.size() > 1 && command != null) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--host can be given once: a run uses one server.");
        }
        hosts.forEach(host -> given.put("host", host));
    }
}
