package dev.matrix;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import dev.matrix.app.RunLog;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

/**
 * The maintainer's log, set up by hand since a configuration file costs start-up time: into a run's file while it runs, and with
 * {@code -v} to the screen.
 */
final class Logging {

    /** Text of a server must neither forge lines nor reach a terminal's controls, whoever logs it: control, format and separator characters become spaces. */
    private static final String SAFE_MESSAGE = "%replace(%msg){'[\\pC\\p{Zl}\\p{Zp}]+', ' '}";

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - " + SAFE_MESSAGE + "%n";

    /** Sends all of the log to whoever shows its lines, for the rest of the process. */
    void verbose(Consumer<String> lines) {
        RunLog.Open unused = toLines(lines);
        root().setLevel(Level.DEBUG);
    }

    /** Sends the log to whoever shows its lines. */
    RunLog.Open toLines(Consumer<String> lines) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context());
        layout.setPattern(PATTERN);
        layout.start();
        return start(new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.accept(layout.doLayout(event).stripTrailing());
            }
        });
    }

    RunLog.Open toFile(Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context());
        encoder.setPattern(PATTERN);
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setAppend(true);
        appender.setEncoder(encoder);
        return start(appender);
    }

    private static RunLog.Open start(Appender<ILoggingEvent> appender) {
        appender.setContext(context());
        appender.start();
        root().addAppender(appender);
        return new RunLog.Open() {
            @Override
            public void line(String text) {
                LoggerFactory.getLogger(Main.class).info(text);
            }

            @Override
            public void close() {
                root().detachAppender(appender);
                appender.stop();
            }
        };
    }

    /** While another thread sets logging up, everybody else is given a stand-in. */
    private static LoggerContext context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        while (factory instanceof SubstituteLoggerFactory) {
            Thread.onSpinWait();
            factory = LoggerFactory.getILoggerFactory();
        }
        return (LoggerContext) factory;
    }

    private static Logger root() {
        return context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
