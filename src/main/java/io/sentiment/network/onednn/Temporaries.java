package io.sentiment.network.onednn;

import org.bytedeco.javacpp.PointerScope;

/** Releases, when it is closed, every JavaCPP object that the thread has made since. */
public final class Temporaries extends PointerScope {

    @SuppressWarnings("unchecked") // an empty list of classes: all
    public Temporaries() {
        super();
    }
}
