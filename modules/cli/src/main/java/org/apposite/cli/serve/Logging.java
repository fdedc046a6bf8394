package org.apposite.cli.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.text.StyledText;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the libraries log: only warnings reach a person, one line each. Written in Java, since reading a configuration in
 * XML takes a good part of a command's start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {

    /** How many days of a log of the service are kept. */
    static final int DAYS = 30;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        ToPerson appender = new ToPerson();
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * From now on everything that matters to operators is logged, a line of JSON each, in a file that is rolled or on standard
     * error.
     */
    static void ofService(@Nullable Path file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        OutputStreamAppender<ILoggingEvent> appender = file == null ? toStandardError() : toFile(file, context);
        appender.setContext(context);
        appender.setEncoder(lines(context));
        appender.start();
        if (!appender.isStarted()) {
            throw new Misuse("serve: --log-file " + file + " cannot be written");
        }
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
        context.getLogger("org.apposite").setLevel(Level.INFO);
    }

    private static OutputStreamAppender<ILoggingEvent> toStandardError() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> toFile(Path file, LoggerContext context) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file.toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(appender);
        rolling.setFileNamePattern(file + ".%d{yyyy-MM-dd, UTC}.%i.gz");
        rolling.setMaxFileSize(new FileSize(64 * FileSize.MB_COEFFICIENT));
        rolling.setMaxHistory(DAYS);
        rolling.start();
        appender.setRollingPolicy(rolling);
        return appender;
    }

    /** Without what exceptions say: that may be of a patient. */
    private static JsonEncoder lines(LoggerContext context) {
        JsonEncoder lines = new JsonEncoder();
        lines.setContext(context);
        lines.setWithSequenceNumber(false);
        lines.setWithNanoseconds(false);
        lines.setWithThreadName(false);
        lines.setWithContext(false);
        lines.setWithMarkers(false);
        lines.setWithMDC(true);
        lines.setWithMessage(false);
        lines.setWithFormattedMessage(true);
        lines.setWithArguments(false);
        lines.setWithThrowable(false);
        lines.start();
        return lines;
    }

    private static final class ToPerson extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            System.err.println(event.getLevel() + ": " + StyledText.plain(event.getFormattedMessage()));
        }
    }
}
