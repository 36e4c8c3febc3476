"""Starts LocalStack on the loopback address alone: its server binds every interface, whatever
GATEWAY_LISTEN says."""

from twisted.internet import endpoints


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port, backlog=50, interface=""):
        super().__init__(reactor, port, backlog, "127.0.0.1")


endpoints.TCP4ServerEndpoint = LoopbackEndpoint

import os  # noqa: E402  what follows must come after the line above

from localstack.runtime.main import main  # noqa: E402
from localstack.services.s3 import provider  # noqa: E402

# One folder for all LocalStacks of a machine would outlive them.
provider.DEFAULT_S3_TMP_DIR = os.path.join(os.environ["TMPDIR"], "s3")

main()
