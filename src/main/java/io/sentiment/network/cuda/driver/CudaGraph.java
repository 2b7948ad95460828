package io.sentiment.network.cuda.driver;

/** Work of a stream that is launched by one call. Owns it until {@link #close()}, not the memory that it uses. */
public final class CudaGraph implements AutoCloseable {

    private final CudaContext context;
    private final CudaStream stream;
    private final long executable;

    /** Takes over what was captured. */
    CudaGraph(CudaContext context, CudaStream stream, long captured) {
        this.context = context;
        this.stream = stream;
        long[] result = {0};
        try {
            context.check(
                    context.calls().cuGraphInstantiateWithFlags(result, captured, 0), "cuGraphInstantiateWithFlags");
        } catch (RuntimeException | LinkageError failure) {
            context.calls().cuGraphDestroy(captured);
            throw failure;
        }
        int destroyed = context.calls().cuGraphDestroy(captured);
        if (destroyed != 0) {
            context.calls().cuGraphExecDestroy(result[0]);
            context.check(destroyed, "cuGraphDestroy");
        }
        executable = result[0];
    }

    /** Has the work done after what the stream is doing. */
    public void launch() {
        context.check(context.calls().cuGraphLaunch(executable, stream.handle()), "cuGraphLaunch");
    }

    @Override
    public void close() {
        context.check(context.calls().cuGraphExecDestroy(executable), "cuGraphExecDestroy");
    }
}
