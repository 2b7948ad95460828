package io.sentiment.training.upload;

import jakarta.validation.constraints.Min;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What an upload may and must have.
 *
 * @param maxUpload Bytes of an upload at most, as they are sent.
 * @param maxUnpacked Bytes of an uploaded file at most once it is unpacked.
 * @param minimumRowsPerClass Rows that an upload needs of each label.
 * @param minimumHeldOutRows Rows that no version has been trained on, and that a challenger is measured on, at least.
 */
@Validated
@ConfigurationProperties("sentiment.training")
public record UploadLimits(
        @DefaultValue("256MB") DataSize maxUpload,
        @DefaultValue("2GB") DataSize maxUnpacked,
        @DefaultValue("10") @Min(2) int minimumRowsPerClass,
        @DefaultValue("2") @Min(2) int minimumHeldOutRows) {

    /**
     * Why rows are too few to measure on, and what to do; empty if they are enough.
     *
     * @param leftOut rows that cannot be measured on because some version was trained on them
     */
    public Optional<String> tooFewHeldOut(long positive, long negative, long leftOut) {
        if (positive > 0 && negative > 0 && positive + negative >= minimumHeldOutRows) {
            return Optional.empty();
        }
        return Optional.of(positive + " positive and " + negative
                + " negative rows are left to measure on, but at least "
                + minimumHeldOutRows + " are needed, of both labels; " + leftOut + " rows were left out, because the"
                + " champion, an ancestor of it or this training learns from them or from near twins of them: send a"
                + " part 'test' with rows that no version has been trained on.");
    }
}
