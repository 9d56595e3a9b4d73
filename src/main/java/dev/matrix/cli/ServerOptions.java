package dev.matrix.cli;

import dev.matrix.config.HostAddresses;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the server is, or several are. */
final class ServerOptions implements SettingOptions {

    @Option(
            names = "--host",
            paramLabel = "URL",
            description =
                    "The Ollama server; default OLLAMA_HOST, else http://127.0.0.1:11434. Repeatable: each model is asked on one of them, all at the same time.")
    private List<String> hosts = List.of();

    /** As given. */
    List<String> hosts() {
        return hosts;
    }

    @Override
    public void addTo(Map<String, String> given) {
        if (!hosts.isEmpty()) {
            given.put("host", HostAddresses.joined(hosts));
        }
    }
}
