package org.apposite.cds.request;

import java.io.Serial;
import java.util.Locale;
import org.apposite.text.Messages;
import org.jspecify.annotations.Nullable;

/** A request that gets no answer; the message is for the client and names nothing of a patient. */
public final class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String reason;
    private final @Nullable String key;
    private final transient Object[] arguments;

    /**
     * A refusal.
     *
     * @param status the status of HTTP
     * @param code the code of FHIR's issue types
     * @param reason what is wrong and what to do
     */
    public Refused(int status, String code, String reason) {
        this(status, code, reason, null);
    }

    private Refused(int status, String code, String reason, @Nullable String key, Object... arguments) {
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
        this.reason = reason;
        this.key = key;
        this.arguments = arguments;
    }

    /**
     * A refusal that a person reads on the page with the form.
     *
     * @param status the status of HTTP
     * @param code the code of FHIR's issue types
     * @param key the key of what is wrong and what to do in {@code messages.properties} of this package
     * @param arguments what stands in its places
     */
    public static Refused told(int status, String code, String key, Object... arguments) {
        return new Refused(status, code, texts(Messages.LANGUAGES.get(0)).text(key, arguments), key, arguments);
    }

    private static Messages texts(Locale language) {
        return Messages.in(language).with(Refused.class::getResourceAsStream);
    }

    /** Of a request that is not what it should be: 400. */
    public static Refused invalid(String reason) {
        return new Refused(400, "invalid", reason);
    }

    /** Of a request for something that there is not: 404. */
    public static Refused notFound(String reason) {
        return new Refused(404, "not-found", reason);
    }

    /** Of a request that would be taken at another time: 503, to be sent again. */
    public static Refused tooBusy(String reason) {
        return new Refused(503, "throttled", reason + "; send it again later");
    }

    /** The status of HTTP, such as 400. */
    public int status() {
        return status;
    }

    /** The code of FHIR's issue types, such as {@code invalid}. */
    public String code() {
        return code;
    }

    /** The same in a language, where a person reads it; otherwise in English. */
    public Refused in(Locale language) {
        return key == null ? this : new Refused(status, code, texts(language).text(key, arguments), key, arguments);
    }

    /** What is wrong and what to do. */
    public String reason() {
        return reason;
    }
}
