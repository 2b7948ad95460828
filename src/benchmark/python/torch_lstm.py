"""PyTorch on the network that the suite gpu measures: same weights, same texts, times from host to host.

torch_lstm.py FOLDER SECONDS [DEVICE]: FOLDER holds what NetworkFiles.java writes. Prints a line for each figure as it comes:
figure, task, precision, batch, contender, microseconds and check, with tabs between. What has not begun after SECONDS is left
out.
"""

import sys
import time

import numpy
import torch
from torch import nn

TASK_SECONDS = 0.4
BATCHES = (1, 8, 32, 128, 1024, 8192)
TRAINING_BATCHES = (32, 128, 1024)
LOSSES = 6
LEARNING_RATE = 1e-4
# As GpuTraining.java has it: the norm is computed, and clips nothing, so that losses can be compared.
GRADIENT_NORM = 1e3

folder, seconds = sys.argv[1], float(sys.argv[2])
device = torch.device(sys.argv[3] if len(sys.argv) > 3 else "cuda")
deadline = time.monotonic() + seconds


def read(name, kind):
    return numpy.fromfile(f"{folder}/{name}.bin", kind)


VOCABULARY, EMBEDDING, HIDDEN, STEPS, TEXTS = (int(size) for size in read("sizes", "<i4"))
tokens = torch.from_numpy(read("tokens", "<i4").reshape(TEXTS, STEPS))
checked = read("rows", "<i4")
expected = read("expected", "<f8")


def say(*fields):
    print(*fields, sep="\t", flush=True)


def pinned(values):
    return values.pin_memory() if device.type == "cuda" else values


def gates(matrix, rows):
    """From [rows, new value | forget | output | input] to PyTorch's [input | forget | new value | output, rows]."""
    return matrix.reshape(rows, 4, HIDDEN)[:, [3, 1, 0, 2]].transpose(1, 2, 0).reshape(4 * HIDDEN, rows)


class Network(nn.Module):
    """Embedding, LSTM, dense layer; answers log odds."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, EMBEDDING)
        self.lstm = nn.LSTM(EMBEDDING, HIDDEN)
        self.dense = nn.Linear(HIDDEN, 1)
        weights = {
            self.embedding.weight: read("embedding", "<f4").reshape(VOCABULARY, EMBEDDING),
            self.lstm.weight_ih_l0: gates(read("input", "<f4"), EMBEDDING),
            self.lstm.weight_hh_l0: gates(read("recurrent", "<f4"), HIDDEN),
            self.lstm.bias_ih_l0: gates(read("bias", "<f4"), 1)[:, 0],
            self.lstm.bias_hh_l0: numpy.zeros(4 * HIDDEN, "f4"),
            self.dense.weight: read("dense", "<f4")[None, :HIDDEN],
            self.dense.bias: read("dense", "<f4")[HIDDEN:],
        }
        with torch.no_grad():
            for parameter, values in weights.items():
                parameter.copy_(torch.from_numpy(numpy.ascontiguousarray(values)))
        # DL4J has one bias, and PyTorch a second that would learn the same.
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, ids):
        _, (state, _) = self.lstm(self.embedding(ids.t()))
        return self.dense(state[0])[:, 0]


def microseconds(call):
    """The median of calls that follow each other, after some that are not timed."""
    begin = time.monotonic()
    calls = 0
    while calls < 3 or (time.monotonic() - begin < TASK_SECONDS / 2 and calls < 200):
        call()
        calls += 1
    times = []
    begin = time.monotonic()
    while len(times) < 5 or time.monotonic() - begin < TASK_SECONDS:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return float(numpy.median(times)) * 1e6


def allow_tf32(allowed):
    torch.backends.cuda.matmul.allow_tf32 = allowed
    torch.backends.cudnn.allow_tf32 = allowed


def attempt(what, measure):
    """A way that this PyTorch or this GPU cannot go leaves a gap and a sentence."""
    if time.monotonic() > deadline:
        say("note", f"{what} was left out: no time was left.")
        return
    try:
        measure()
    except Exception as failure:  # noqa: BLE001
        lines = str(failure).strip().splitlines() or [type(failure).__name__]
        say("note", f"{what} failed: {lines[0][:200]}")


def predict(contender, precision, batch, call):
    probabilities = call()
    rows = checked[checked < batch]
    difference = float(numpy.abs(probabilities[rows] - expected[: len(rows)]).max())
    say("figure", "inference", precision, batch, contender, f"{microseconds(call):.2f}", f"{difference:.3e}")


def eager(forward, batch):
    ids = pinned(tokens[:batch].contiguous())

    def call():
        return torch.sigmoid(forward(ids.to(device, non_blocking=True)).float()).cpu().numpy()

    return call


def graph(network, batch):
    ids = pinned(tokens[:batch].contiguous())
    place = ids.to(device)
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            network(place)
    torch.cuda.current_stream().wait_stream(side)
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        result = torch.sigmoid(network(place).float())

    def call():
        place.copy_(ids, non_blocking=True)
        captured.replay()
        return result.cpu().numpy()

    return call


def loaded(kind):
    network = Network().to(device, kind).eval()
    network.lstm.flatten_parameters()
    return network


def inference():
    with torch.inference_mode():
        for contender, way in (("PyTorch, eager", eager), ("PyTorch, CUDA graph", graph)):
            if way is graph and device.type != "cuda":
                continue
            for precision, kind in (("fp32", torch.float32), ("fp16", torch.float16)):
                network = loaded(kind)
                for batch in BATCHES:
                    attempt(f"{contender} {precision} {batch}",
                            lambda: predict(contender, precision, batch, way(network, batch)))


def compiled(contender, unrolled):
    """PyTorch's compiler leaves an LSTM to cuDNN unless it is told to unroll it."""
    torch._dynamo.config.allow_rnn = unrolled
    for precision, kind in (("fp16", torch.float16), ("fp32", torch.float32)):
        for batch in BATCHES:
            torch._dynamo.reset()
            with torch.no_grad():
                attempt(f"{contender} {precision} {batch}",
                        lambda: predict(contender, precision, batch,
                                        eager(torch.compile(loaded(kind), mode="reduce-overhead", dynamic=False), batch)))


class Training:
    """A step: tokens to the device, forwards, backwards, clipping, Adam, loss to the host."""

    def __init__(self, precision, batch, capturable):
        self.kind = {"fp32": None, "bf16": torch.bfloat16, "fp16": torch.float16}[precision]
        self.network = Network().to(device).train()
        self.parameters = [parameter for parameter in self.network.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.Adam(self.parameters, lr=LEARNING_RATE, fused=device.type == "cuda",
                                          capturable=capturable)
        self.scaler = torch.amp.GradScaler(device.type, enabled=self.kind is torch.float16)
        self.loss = nn.BCEWithLogitsLoss()
        self.ids = pinned(tokens[:batch].contiguous())
        self.place = self.ids.to(device)
        self.labels = (torch.arange(batch, device=device) % 2 == 0).float()

    def update(self):
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, self.kind or torch.bfloat16, enabled=self.kind is not None,
                            cache_enabled=False):
            log_odds = self.network(self.place)
        loss = self.loss(log_odds.float(), self.labels)
        self.scaler.scale(loss).backward()
        self.scaler.unscale_(self.optimizer)
        nn.utils.clip_grad_norm_(self.parameters, GRADIENT_NORM)
        self.scaler.step(self.optimizer)
        self.scaler.update()
        return loss

    def eager(self):
        self.place.copy_(self.ids, non_blocking=True)
        return self.update().item()

    def captured(self):
        """Whole steps as a graph. The steps that warm up train too, so the check counts from them."""
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.update()
        torch.cuda.current_stream().wait_stream(side)
        captured = torch.cuda.CUDAGraph()
        self.optimizer.zero_grad(set_to_none=True)
        with torch.cuda.graph(captured):
            loss = self.update()

        def call():
            self.place.copy_(self.ids, non_blocking=True)
            captured.replay()
            return loss.item()

        return call


def train(contender, precision, batch, call, trained=0):
    losses = [call() for _ in range(LOSSES - trained)]
    say("figure", "training", precision, batch, contender, f"{microseconds(call):.2f}", f"{losses[-1]:.6e}")


def training():
    for precision in ("fp32", "bf16", "fp16"):
        for batch in TRAINING_BATCHES:
            attempt(f"eager training {precision} {batch}",
                    lambda: train("PyTorch, eager", precision, batch, Training(precision, batch, False).eager))
    if device.type != "cuda":
        return
    # Loss scaling, which fp16 needs, decides on the host whether a step counts, which no graph can.
    for precision in ("fp32", "bf16"):
        for batch in TRAINING_BATCHES:
            attempt(f"training as a CUDA graph {precision} {batch}",
                    lambda: train("PyTorch, CUDA graph", precision, batch,
                                  Training(precision, batch, True).captured(), trained=3))


def main():
    if device.type == "cuda" and not torch.cuda.is_available():
        say("note", f"PyTorch {torch.__version__} sees no GPU.")
        return
    allow_tf32(False)
    on = torch.cuda.get_device_name() if device.type == "cuda" else "the CPU"
    say("note", f"PyTorch {torch.__version__} with cuDNN {torch.backends.cudnn.version()} on {on}; TF32 is off.")
    inference()
    training()
    compiled("PyTorch, torch.compile", False)
    compiled("PyTorch, torch.compile, unrolled", True)


main()
