package org.apposite.authoring.prove;

import org.apposite.model.Claims;

/**
 * A property that the authors of a topic have stated.
 *
 * @param property the property
 */
public record OwnClaim(Claims.Property property) implements Claim {

    @Override
    public String code() {
        return property.id();
    }

    @Override
    public String title() {
        return property.sentence();
    }

    @Override
    public String sentence() {
        return property.sentence();
    }
}
