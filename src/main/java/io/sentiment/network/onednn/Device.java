package io.sentiment.network.onednn;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;

/** oneDNN's CPU with a stream that computes at once, on the calling thread. Owns both until {@link #close()}. */
public final class Device implements AutoCloseable {

    private final dnnl_engine engine = new dnnl_engine();
    private final dnnl_stream stream = new dnnl_stream();

    public Device() {
        OneDnn.require(dnnl.dnnl_engine_create(engine, dnnl.dnnl_cpu, 0), "open the CPU");
        OneDnn.require(dnnl.dnnl_stream_create(stream, engine, dnnl.dnnl_stream_default_flags), "open a stream");
    }

    public dnnl_engine engine() {
        return engine;
    }

    dnnl_stream stream() {
        return stream;
    }

    @Override
    public void close() {
        dnnl.dnnl_stream_destroy(stream);
        dnnl.dnnl_engine_destroy(engine);
    }
}
