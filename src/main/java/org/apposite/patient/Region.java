package org.apposite.patient;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A region of pain, of an examination or of a study. The spine has four parts (cervical, thoracic, lumbar, sacral);
 * a compound region is made of two of them, the complete spine of all four.
 */
public enum Region implements Coded {
    /** Neck. */
    CERVICAL("cervical", 1),
    /** Thoracic spine. */
    THORACIC("thoracic", 2),
    /** Thoracic and lumbar spine. */
    THORACOLUMBAR("thoracolumbar", 2 | 4),
    /** Lumbar spine. */
    LUMBAR("lumbar", 4),
    /** Lumbar and sacral spine. */
    LUMBOSACRAL("lumbosacral", 4 | 8),
    /** Sacrum. */
    SACRAL("sacral", 8),
    /** Pain that cannot be put at one place. */
    DIFFUSE("diffuse", 0),
    /** Not known. */
    UNKNOWN("unknown", 0),
    /** All of the spine; of a study only. */
    COMPLETE_SPINE("complete-spine", 1 | 2 | 4 | 8),
    /** Chest; of a study only. */
    CHEST("chest", 0),
    /** Abdomen; of a study only. */
    ABDOMEN("abdomen", 0),
    /** Pelvis; of a study only. */
    PELVIS("pelvis", 0),
    /** Hip; of a study only. */
    HIP("hip", 0),
    /** Head; of a study only. */
    HEAD("head", 0),
    /** Elsewhere; of a study only. */
    OTHER("other", 0);

    private static final List<Region> SINGLE_PARTS = List.of(CERVICAL, THORACIC, LUMBAR, SACRAL);

    private final String code;
    private final int parts;

    Region(String code, int parts) {
        this.code = code;
        this.parts = parts;
    }

    @Override
    public String code() {
        return code;
    }

    /**
     * Whether pain, or the level of a finding, can be stated to be here.
     *
     * @return false for the regions that only a study has
     */
    public boolean isOfPain() {
        return isLocalized() || this == DIFFUSE || this == UNKNOWN;
    }

    /**
     * Whether pain here can be put at one place of the spine.
     *
     * @return true for a single or compound region of the spine
     */
    public boolean isLocalized() {
        return parts != 0 && this != COMPLETE_SPINE;
    }

    /**
     * Whether one study of this region shows all of the painful region. Pain that is diffuse or of unknown place is
     * covered by the complete spine only; a region outside the spine by a study of the same region only.
     *
     * @param painful the region of pain
     * @return true when nothing of the painful region is left out
     */
    public boolean covers(Region painful) {
        if (this == COMPLETE_SPINE) {
            return painful.isOfPain() || painful == COMPLETE_SPINE;
        }
        if (painful.parts == 0) {
            return this == painful && painful != DIFFUSE && painful != UNKNOWN;
        }
        return (parts & painful.parts) == painful.parts;
    }

    /**
     * The smallest region that covers this one and another, for a study that has to show both.
     *
     * @param other another region of the spine
     * @return a single, compound or complete region of the spine; this region when the other has no place in the spine
     */
    public Region joinedWith(Region other) {
        if (parts == 0 || other.parts == 0) {
            return this;
        }
        int both = parts | other.parts;
        for (Region region : List.of(CERVICAL, THORACIC, LUMBAR, SACRAL, THORACOLUMBAR, LUMBOSACRAL)) {
            if ((region.parts & both) == both) {
                return region;
            }
        }
        return COMPLETE_SPINE;
    }

    /** The single parts of the spine that this region is made of; for diffuse and unknown pain none. */
    Set<Region> singleParts() {
        EnumSet<Region> found = EnumSet.noneOf(Region.class);
        for (Region part : SINGLE_PARTS) {
            if ((parts & part.parts) != 0) {
                found.add(part);
            }
        }
        return found;
    }

    static List<String> codesOfPain() {
        List<String> codes = new ArrayList<>();
        for (Region region : values()) {
            if (region.isOfPain()) {
                codes.add(region.code);
            }
        }
        return codes;
    }
}
