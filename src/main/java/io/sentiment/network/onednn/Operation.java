package io.sentiment.network.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** A compiled oneDNN primitive with its arguments. Owns both until {@link #close()}, not the memory they point to. */
public final class Operation implements AutoCloseable {

    /** Index of what {@link #copy} reads, for {@link #point}. */
    public static final int SOURCE = 0;

    /** Index of what {@link #copy} writes, for {@link #point}. */
    public static final int DESTINATION = 1;

    private final Device device;
    private final dnnl_primitive primitive = new dnnl_primitive();
    private final dnnl_exec_arg_t arguments;
    private final List<dnnl_memory> memories = new ArrayList<>();
    private final int count;

    // Where the arguments were pointed at: pointing again costs a call.
    private final long[] addresses;

    /** Takes the description over and releases it. */
    public Operation(Device device, dnnl_primitive_desc description, int count) {
        this.device = device;
        this.count = count;
        addresses = new long[count];
        arguments = new dnnl_exec_arg_t(count);
        int status = dnnl.dnnl_primitive_create(primitive, description);
        dnnl.dnnl_primitive_desc_destroy(description);
        OneDnn.require(status, "compile a primitive");
    }

    /** Copies one matrix into another, of another type or layout; addresses as in {@link #with}. */
    public static Operation copy(
            Device device,
            dnnl_memory_desc_t from,
            @Nullable Pointer source,
            dnnl_memory_desc_t to,
            @Nullable Pointer destination) {
        return copy(device, from, source, to, destination, null);
    }

    /**
     * Copies one matrix into another, of another type or layout, and multiplies the rows on the way.
     *
     * @param factors [rows] of single precision, as they are at each run, or null for none
     */
    public static Operation copy(
            Device device,
            dnnl_memory_desc_t from,
            @Nullable Pointer source,
            dnnl_memory_desc_t to,
            @Nullable Pointer destination,
            @Nullable Pointer factors) {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        OneDnn.require(dnnl.dnnl_primitive_attr_create(attributes), "describe a copy");
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        try (FloatPointer atEachRun = new FloatPointer((float) dnnl.DNNL_RUNTIME_F32_VAL())) {
            if (factors != null) {
                int eachRow = 1 << 0; // a bit for each dimension along which they differ
                OneDnn.require(
                        dnnl.dnnl_primitive_attr_set_output_scales(attributes, 1, eachRow, atEachRun), "scale a copy");
            }
            OneDnn.require(
                    dnnl.dnnl_reorder_primitive_desc_create(
                            description, from, device.engine(), to, device.engine(), attributes),
                    "find code for a copy");
        } finally {
            dnnl.dnnl_primitive_attr_destroy(attributes);
        }
        Operation copy = new Operation(device, description, factors == null ? 2 : 3)
                .with(dnnl.DNNL_ARG_FROM, from, source)
                .with(dnnl.DNNL_ARG_TO, to, destination);
        if (factors != null) {
            try (dnnl_memory_desc_t eachRow = MatrixLayout.vector(from.dims().get(0))) {
                copy.with(dnnl.DNNL_ARG_ATTR_OUTPUT_SCALES, eachRow, factors);
            }
        }
        return copy;
    }

    /** Names the next argument; {@code address} may be null if {@link #point} sets it before each run. */
    public Operation with(int argument, dnnl_memory_desc_t layout, @Nullable Pointer address) {
        dnnl_memory memory = new dnnl_memory();
        OneDnn.require(dnnl.dnnl_memory_create(memory, layout, device.engine(), address), "describe a memory");
        arguments.position(memories.size()).arg(argument).memory(memory);
        arguments.position(0);
        memories.add(memory);
        return this;
    }

    /** Lets the argument of that index, in the order of {@link #with}, lie at another address. */
    public void point(int index, Pointer address) {
        // The library counts the position of a pointer of any type in bytes.
        long target = address.address() + address.position();
        if (addresses[index] != target) {
            OneDnn.require(dnnl.dnnl_memory_set_data_handle(memories.get(index), address), "move a memory");
            addresses[index] = target;
        }
    }

    public void run() {
        OneDnn.require(
                dnnl.dnnl_primitive_execute(primitive, device.stream(), count, arguments), "execute a primitive");
    }

    @Override
    public void close() {
        memories.forEach(dnnl::dnnl_memory_destroy);
        dnnl.dnnl_primitive_destroy(primitive);
        arguments.close();
    }
}
