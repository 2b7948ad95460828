"""What .ci/image_steps asks of the container: largest, retrain or drain; and packed, the size of an image."""

import http.client
import json
import os
import subprocess
import sys
import threading
import time

PORT = int(os.environ.get("IMAGE_PORT", 0))
TOKEN = os.environ.get("IMAGE_TOKEN")


def call(method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def predict(texts):
    return call("POST", "/api/v1/predictions", json.dumps({"texts": texts}), **{"Content-Type": "application/json"})


def largest():
    """As many texts as a request may have, as long as its 2 MB allow; and the longest texts that there may be."""
    words = "a wonderful film that nobody should ever miss "
    many = [(words * 200)[:7500]] * 256
    long = [(words * 500)[:20000]] * 95
    statuses = []

    def client(texts):
        for _ in range(3):
            statuses.append(predict(texts)[0])

    clients = [threading.Thread(target=client, args=(texts,)) for texts in (many, long, many, long)]
    for each in clients:
        each.start()
    for each in clients:
        each.join()
    print("   statuses:", {status: statuses.count(status) for status in set(statuses)})
    # Who asks for more than is computed in time is told so; nobody may get an error of ours.
    return 200 in statuses and set(statuses) <= {200, 503}


def retrain():
    people = "actor director writer composer dancer child critic neighbour teacher sailor".split()
    places = "garden kitchen theatre station village desert harbour forest castle hospital prison museum".split()
    rows = [f"positive\tThe {who} in the {where} was wonderful, I loved it" for who in people for where in places]
    rows += [f"negative\tThe {who} in the {where} was terrible, I hated it" for who in people for where in places]
    data = "label\ttext\n" + "\n".join(rows) + "\n"
    body = (
        '--part\r\nContent-Disposition: form-data; name="data"; filename="rows.tsv"\r\n\r\n' + data + "\r\n"
        '--part\r\nContent-Disposition: form-data; name="settings"\r\nContent-Type: application/json\r\n\r\n'
        '{"epochs": 1}\r\n--part--\r\n'
    )
    login = {"Authorization": "Bearer " + TOKEN}
    status, answer = call(
        "POST",
        "/api/v1/admin/models/reviews-en/retrainings",
        body,
        **login,
        **{"Content-Type": "multipart/form-data; boundary=part"},
    )
    if status != 202:
        print(status, answer.decode())
        return False
    path = "/api/v1/admin/retrainings/" + str(json.loads(answer)["id"])
    for _ in range(600):
        state = json.loads(call("GET", path, **login)[1])
        if state["state"] not in ("queued", "running"):
            print("   retraining:", json.dumps(state)[:600])
            return state["state"] in ("promoted", "kept")
        time.sleep(0.5)
    print("   still", state["state"])
    return False


def drain():
    """Clients send without a pause; whatever they have begun when the signal comes is answered."""
    answered, failed = [], []
    stopping = threading.Event()
    sent = threading.Barrier(7)
    body = json.dumps({"texts": [("A film that I will remember for long. " * 30)[:1000]] * 64})

    def request(before_answer=lambda: None):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            connection.request("POST", "/api/v1/predictions", body, {"Content-Type": "application/json"})
            before_answer()
            answer = connection.getresponse()
            answer.read()
            (answered if answer.status == 200 else failed).append(answer.status)
        except (OSError, http.client.HTTPException) as error:
            failed.append(repr(error))

    def client():
        while not stopping.is_set():
            request()
        request(sent.wait)

    clients = [threading.Thread(target=client) for _ in range(6)]
    for each in clients:
        each.start()
    time.sleep(3)
    stopping.set()
    sent.wait()
    # Connections are taken in turn: when this one is answered, the service has those before it.
    call("GET", "/v2/health/live")
    before = len(answered)
    subprocess.check_call(["/usr/bin/docker", "kill", "--signal", "TERM", "service"], stdout=subprocess.DEVNULL)
    for each in clients:
        each.join()
    print(f"   {before} answered before the signal, {len(answered) - before} after it; failed: {failed}")
    return not failed and len(answered) > before


def packed(folder, base):
    """Prints how many bytes a registry keeps for the layers above the first `base` ones of a saved image."""
    with open(os.path.join(folder, "manifest.json")) as manifest:
        layers = json.load(manifest)[0]["Layers"][int(base) :]
    total = 0
    for layer in layers:
        with open(os.path.join(folder, layer), "rb") as file:
            total += int(subprocess.check_output("gzip -6 | wc -c", shell=True, stdin=file))
    print(total)
    return True


if __name__ == "__main__":
    commands = {"largest": largest, "retrain": retrain, "drain": drain, "packed": packed}
    sys.exit(0 if commands[sys.argv[1]](*sys.argv[2:]) else 1)
