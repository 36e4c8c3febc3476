"""Runs Lambda functions as plain processes, where LocalStack's own way needs Docker.

Each execution environment is a JVM under AWS's runtime interface client, and a Lambda Runtime API
(https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) on a port of its own that the JVM
asks for work.
"""

import json
import os
import queue
import subprocess
import threading
import time
from collections import deque
from concurrent.futures import Future, TimeoutError
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

LOOPBACK = "127.0.0.1"
STARTUP_SECONDS = 30
GONE = object()


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        return ProcessExecutor


class ProcessExecutor(RuntimeExecutor):
    """One execution environment. A process that died or ran out of time is followed by a new one at
    the next invocation, as on AWS."""

    process = None

    def start(self, env_vars):
        self.env = env_vars
        self.process = FunctionProcess(self.function_version, env_vars)
        self.process.await_ready()

    def stop(self):
        if self.process:
            self.process.stop()

    def invoke(self, payload):
        if self.process.is_gone():
            self.start(self.env)
        return self.process.invoke(payload)

    def get_logs(self):
        return self.process.log_tail() if self.process else ""

    def get_address(self):
        return LOOPBACK

    def get_endpoint_from_executor(self):
        return LOOPBACK

    def get_runtime_endpoint(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        """Nothing: a version with another environment has the same code."""


class FunctionProcess:
    def __init__(self, function_version, env_vars):
        self.name = function_version.id.function_name
        self.config = function_version.config
        self.ready = Future()
        self.waiting = queue.Queue()
        self.results = {}
        self.lines = deque(maxlen=1000)
        self.api = RuntimeApi(self)
        self.jvm = subprocess.Popen(
            self._command(), env=self._environment(env_vars),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._follow, daemon=True).start()

    def _command(self):
        code = self.config.code.get_unzipped_code_location()
        runtime = os.environ["PAGESTREAM_RUNTIME"]
        return [
            str(Path(os.environ["PAGESTREAM_JAVA_HOME"], "bin", "java")),
            f"-Xmx{self.config.memory_size * 8 // 10}m",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
            "-cp", f"{runtime}/*:{code}:{code}/lib/*",
            "pagestream.runtime.LocalRuntime",
        ]

    def _environment(self, env_vars):
        return {name: str(value) for name, value in env_vars.items()} | {
            "AWS_LAMBDA_RUNTIME_API": self.api.address,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.config.runtime}",
            "LAMBDA_TASK_ROOT": str(self.config.code.get_unzipped_code_location()),
        }

    def _follow(self):
        """Keeps what the process says, and fails what waits for it when it ends."""
        log = Path(os.environ["PAGESTREAM_LOGS"], f"{self.name}.log")
        with open(log, "ab", buffering=0) as file:
            for line in self.jvm.stdout:
                file.write(line)
                self.lines.append(line.decode(errors="replace"))
        self.jvm.wait()
        self._end()

    def _end(self):
        self.waiting.put(GONE)
        for result in [self.ready, *self.results.values()]:
            settle(result, self._exit_error())
        self.api.stop()

    def _exit_error(self):
        message = f"{self.name}: the process ended with exit code {self.jvm.returncode}"
        return json.dumps({"errorType": "Runtime.ExitError", "errorMessage": message}).encode(), True

    def await_ready(self):
        """Until it asks for work; a function that cannot start says so at once."""
        payload, failed = self.ready.result(STARTUP_SECONDS)
        if failed:
            self.stop()
            raise RuntimeError(payload.decode(errors="replace"))

    def is_gone(self):
        return self.jvm.poll() is not None

    def invoke(self, payload):
        request_id = payload["invoke-id"]
        result = self.results[request_id] = Future()
        seconds = self.config.timeout
        self.waiting.put(payload)
        if self.is_gone():
            settle(result, self._exit_error())
        try:
            body, failed = result.result(seconds)
        except TimeoutError:
            message = f"{request_id} Task timed out after {seconds}.00 seconds"
            body, failed = json.dumps({"errorMessage": message}).encode(), True
            self.stop()
        finally:
            self.results.pop(request_id)
        return InvocationResult(request_id, body, failed, self.log_tail())

    def next_invocation(self):
        settle(self.ready, (b"", False))
        return self.waiting.get()

    def log_tail(self):
        tail = "".join(self.lines)
        self.lines.clear()
        return tail

    def stop(self):
        self.jvm.kill()
        self.jvm.wait()


def settle(future, value):
    if not future.done():
        future.set_result(value)


class RuntimeApi:
    def __init__(self, process):
        self.server = ThreadingHTTPServer((LOOPBACK, 0), RuntimeApiHandler)
        self.server.daemon_threads = True
        self.server.process = process
        self.address = f"{LOOPBACK}:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class RuntimeApiHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        process = self.server.process
        payload = process.next_invocation()
        if payload is GONE:
            self.close_connection = True
            return
        deadline = int((time.time() + process.config.timeout) * 1000)
        self.answer(200, payload["payload"].encode(), {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": payload["invoke-id"],
            "Lambda-Runtime-Deadline-Ms": str(deadline),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload["trace-id"],
        })

    def do_POST(self):
        process = self.server.process
        body = self.body()
        match self.path.split("/")[4:]:
            case ["init", "error"]:
                settle(process.ready, (body, True))
            case [request_id, "response" | "error" as kind] if request_id in process.results:
                settle(process.results[request_id], (body, kind == "error"))
        self.answer(202, b"{}", {"Content-Type": "application/json"})

    def body(self):
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass
