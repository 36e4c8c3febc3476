"""Runs Lambda functions as plain processes, where LocalStack's own way needs Docker.

The emulator of the local host starts, invokes and ends them: it serves Lambda's Invoke API
(https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html) for the functions it is told of.
"""

import base64
import json
import os
import subprocess
import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit

from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

LOOPBACK = "127.0.0.1"


class Emulator:
    """One JVM for all functions. It holds the other end of its standard input, so it ends with
    LocalStack however LocalStack ends, and the functions with it."""

    def __init__(self):
        self.jvm = subprocess.Popen(
            [
                os.environ["PAGESTREAM_JAVA"], "-Xmx128m", "-Xms8m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", os.environ["PAGESTREAM_EMULATOR"],
                "pagestream.emulator.lambda.LambdaMain", os.environ["PAGESTREAM_LOGS"],
            ],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        self.address = urlsplit(self.jvm.stdout.readline().strip()).netloc

    def send(self, method, path, body=b""):
        """The answer's body and headers; a refusal is an error that says why."""
        connection = HTTPConnection(self.address)
        try:
            connection.request(method, f"/2015-03-31/functions/{path}", body)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise RuntimeError(json.loads(content)["detail"])
        return content, answer.headers


lock = threading.Lock()
started = None


def emulator():
    """The one there is, started for the first function."""
    global started
    with lock:
        started = started or Emulator()
    return started


class ProcessExecutorPlugin(RuntimeExecutorPlugin):
    name = "process"

    def load(self, *args, **kwargs):
        return ProcessExecutor


class ProcessExecutor(RuntimeExecutor):
    """One execution environment, which the emulator knows by its id."""

    logs = ""

    def start(self, env_vars):
        config = self.function_version.config
        definition = {
            "name": self.function_version.id.function_name,
            "handler": config.handler,
            "classpath": [
                f"{os.environ['PAGESTREAM_RUNTIME']}/*",
                f"{config.code.get_unzipped_code_location()}/lib/*",
            ],
            "memorySize": config.memory_size,
            "timeout": config.timeout,
            "environment": {name: str(value) for name, value in env_vars.items()},
        }
        emulator().send("PUT", self.id, json.dumps(definition).encode())

    def stop(self):
        emulator().send("DELETE", self.id)

    def invoke(self, payload):
        body, headers = emulator().send(
            "POST", f"{self.id}/invocations", payload["payload"].encode()
        )
        self.logs = base64.b64decode(headers["X-Amz-Log-Result"]).decode(errors="replace")
        failed = "X-Amz-Function-Error" in headers
        return InvocationResult(payload["invoke-id"], body, failed, self.logs)

    def get_logs(self):
        return self.logs

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
