package org.apposite.cli.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apposite.cli.text.StyledText;
import org.slf4j.LoggerFactory;

/**
 * What the libraries log: only warnings reach a person, one line each. Written in Java, since reading a configuration in
 * XML takes a good part of a command's start.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {

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

    /** From now on everything that matters to operators is logged, with its time, level and values, a line each. */
    static void ofService() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        ToOperator appender = new ToOperator();
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        context.getLogger("org.apposite").setLevel(Level.INFO);
    }

    /** Lines of names and values, as log collectors read them. */
    private static final class ToOperator extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder();
            put(line, "time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
            put(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
            put(line, "message", event.getFormattedMessage());
            if (event.getKeyValuePairs() != null) {
                event.getKeyValuePairs().forEach(pair -> put(line, pair.key, String.valueOf(pair.value)));
            }
            System.err.println(line);
        }

        private static void put(StringBuilder line, String key, String value) {
            String plain = StyledText.plain(value.replaceAll("\\s+", " "));
            boolean bare = plain.matches("[A-Za-z0-9:./_+-]+");
            line.append(line.isEmpty() ? "" : " ").append(key).append('=');
            line.append(bare ? plain : '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
    }

    private static final class ToPerson extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            System.err.println(event.getLevel() + ": "
                    + StyledText.plain(event.getFormattedMessage().replaceAll("\\s+", " ")));
        }
    }
}
