package io.sentiment.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = SentimentService.class.getPackage().getImplementationVersion();
        return new String[] {"sentiment-service " + (version == null ? "(not packaged)" : version)};
    }
}
