package org.apposite.spark;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Values as rows hold them, which depends on the settings of a session and on who made the row. */
final class Values {

    private Values() {}

    static LocalDate day(Object value) {
        return value instanceof Date date ? date.toLocalDate() : (LocalDate) value;
    }

    static List<?> list(Object value) {
        return value instanceof Seq<?> seq ? CollectionConverters.asJava(seq) : (List<?>) value;
    }

    /** A number as it is written: of a float no digits that only a double would have. */
    static BigDecimal number(Object value) {
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no number", e);
        }
    }

    static int whole(Object value) {
        long number = ((Number) value).longValue();
        if (number != (int) number) {
            throw new IllegalArgumentException("is out of range");
        }
        return (int) number;
    }
}
