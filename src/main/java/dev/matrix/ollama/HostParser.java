package dev.matrix.ollama;

import dev.matrix.domain.HostCredentials;
import dev.matrix.domain.MatrixException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads {@code OLLAMA_HOST}; the rules and their order are those of Ollama's {@code envconfig.Host}. One use. */
final class HostParser {

    private static final int DEFAULT_PORT = 11434;
    private static final String LOOPBACK = "127.0.0.1";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final String text;
    private final List<String> warnings = new ArrayList<>();

    private HostParser(String text) {
        this.text = text;
    }

    static OllamaHost parse(String envOrFlag) {
        return new HostParser(unquoted(envOrFlag)).read();
    }

    private OllamaHost read() {
        if (text.equals("ollama.com")) {
            return new OllamaHost("https", text, 443, "", null, warnings);
        }
        int mark = text.indexOf("://");
        String scheme = mark < 0 ? "http" : text.substring(0, mark).toLowerCase(Locale.ROOT);
        int port = mark < 0 ? DEFAULT_PORT : schemePort(scheme);
        return read(scheme, port, mark < 0 ? text : text.substring(mark + 3));
    }

    private OllamaHost read(String scheme, int defaultPort, String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : trimmedPath(rest.substring(slash));
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : authority.substring(0, at);
        HostAndPort found = split(authority.substring(at + 1), defaultPort);
        return checked(
                new OllamaHost(scheme, connectable(found.host()), found.port(), path, blankToNull(userInfo), warnings));
    }

    private record HostAndPort(String host, int port) {}

    private HostAndPort split(String authority, int defaultPort) {
        int colon = authority.lastIndexOf(':');
        boolean bracketed = authority.startsWith("[") && authority.indexOf(']') > 0;
        String beforeColon = colon < 0 ? "" : authority.substring(0, colon);
        boolean hasPort = bracketed ? beforeColon.endsWith("]") : colon >= 0 && beforeColon.indexOf(':') < 0;
        if (!hasPort) {
            return new HostAndPort(withoutBrackets(authority), defaultPort);
        }
        return new HostAndPort(withoutBrackets(beforeColon), port(authority.substring(colon + 1), defaultPort));
    }

    /** Port 0 asks a server to choose one: nothing can connect to it. */
    private int port(String digits, int defaultPort) {
        try {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        if (!shown().contains(digits)) {
            // It stands in front of an '@', so it may be the start of a password.
            throw unusable("a '/' stands in front of an '@', so that what should be its port is none");
        }
        warnings.add("The port '" + digits + "' of the host '" + shown() + "' is not a number from 1 to 65535; using "
                + defaultPort + ".");
        return defaultPort;
    }

    private int schemePort(String scheme) {
        if (scheme.equals("http")) {
            return 80;
        }
        if (scheme.equals("https")) {
            return 443;
        }
        throw unusable("its scheme '" + scheme + "' is neither http nor https");
    }

    private OllamaHost checked(OllamaHost host) {
        try {
            new HttpUrl.Builder().scheme(host.scheme()).host(host.host()).build();
            return host;
        } catch (IllegalArgumentException e) {
            throw unusable("'" + host.host() + "' is no host name or address");
        }
    }

    private MatrixException unusable(String why) {
        return MatrixException.usage("The host '" + shown() + "' cannot be used: " + why
                + ". Give --host or OLLAMA_HOST as in http://127.0.0.1:11434.");
    }

    private String shown() {
        return HostCredentials.replaced(text, "");
    }

    private static String connectable(String host) {
        if (host.isEmpty()) {
            return LOOPBACK;
        }
        boolean literal = host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
        if (!literal) {
            return host;
        }
        try {
            // A literal address is parsed, never looked up.
            InetAddress address = InetAddress.getByName(host);
            if (!address.isAnyLocalAddress()) {
                return host;
            }
            return address.getAddress().length == 4 ? LOOPBACK : "::1";
        } catch (UnknownHostException e) {
            return host;
        }
    }

    private static String unquoted(String value) {
        String trimmed = value.strip();
        int start = 0;
        int end = trimmed.length();
        while (start < end && isQuote(trimmed.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(trimmed.charAt(end - 1))) {
            end--;
        }
        return trimmed.substring(start, end).strip();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String trimmedPath(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }
}
