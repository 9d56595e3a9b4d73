package dev.matrix.lmeval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script in the place of a Python with lm-eval: {@code $4} is the configuration, {@code $out} the directory where results belong. */
public final class FakeLmEval {

    private FakeLmEval() {}

    /**
     * Writes the script.
     *
     * @param script what it does when it is asked to run
     */
    public static Path python(Path folder, String script) {
        return python(folder, "0.4.13", script);
    }

    /** One of this version. */
    public static Path python(Path folder, String version, String script) {
        Path file = folder.resolve("python3");
        try {
            Files.createDirectories(folder.resolve("home/tasks"));
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            "#!/bin/sh",
                            "if [ \"$1\" = -c ]; then",
                            "  echo '{\"version\":\"" + version + "\",\"home\":\"" + folder.resolve("home")
                                    + "\",\"git\":\"\",\"missing\":[]}'",
                            "  exit",
                            "fi",
                            "out=$PWD/output/model",
                            script,
                            ""));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** What answers every question of a run that has one task, no examples and no system text: it writes its files as lm-eval does, and reads that reply. */
    public static String answering(String reply) {
        return answering(reply, reply);
    }

    /** The same with filters that read something else than the reply. */
    public static String answering(String reply, String reading) {
        return String.join(
                "\n",
                "mkdir -p \"$out\"",
                "task=$(basename tasks/*.yaml .yaml)",
                "n=0",
                "while IFS= read -r doc; do",
                "  turn=$(printf '%s' \"$doc\" | sed -E 's/.*\"matrix_turn\":\"(([^\"\\]|\\\\.)*)\".*/\\1/')",
                "  sent=$(printf '[{\"role\": \"user\", \"content\": \"%s\"}]' \"$turn\" | sed 's/[\\\"]/\\\\&/g')",
                "  case $doc in *'\"matrix_target\":[\"" + reading + "\"'*) right=1.0 ;; *) right=0.0 ;; esac",
                "  for filter in strict-match flexible-extract; do",
                "    printf '{\"doc_id\":%d,\"arguments\":{\"gen_args_0\":{\"arg_0\":[\"%s\"],\"arg_1\":{}}},'"
                        + " \"$n\" \"$sent\"",
                "    printf '\"resps\":[[\"%s\"]],\"filtered_resps\":[\"%s\"],\"filter\":\"%s\",'" + " '" + reply
                        + "' '" + reading + "' \"$filter\"",
                "    printf '\"prompt_hash\":\"\",\"exact_match\":%s}\\n' \"$right\"",
                "  done",
                "  n=$((n + 1))",
                "done <data/$task.test.jsonl >\"$out/samples_${task}_2026-01-01.jsonl\"",
                "printf '{\"lm_eval_version\":\"0.4.13\",\"git_hash\":null,' >\"$out/results_2026-01-01.json\"",
                "printf '\"n-samples\":{\"%s\":{\"original\":%d,\"effective\":%d}},\"results\":{\"%s\":{\"alias\":\"\",'"
                        + " \"$task\" \"$n\" \"$n\" \"$task\" >>\"$out/results_2026-01-01.json\"",
                "printf '\"exact_match,strict-match\":%s}},\"versions\":{\"%s\":1.0},\"task_hashes\":{}}'"
                        + " \"${metric:-0.5}\" \"$task\" >>\"$out/results_2026-01-01.json\"",
                "");
    }

    static LmEvalProgram program(Path folder, String script) {
        return new LmEvalProgram(python(folder, script).toString(), "0.4.13", "", folder.resolve("home"));
    }
}
