"""Starts LocalStack on the loopback address alone: its server binds every interface, whatever
GATEWAY_LISTEN says."""

from twisted.internet import endpoints


class LoopbackEndpoint(endpoints.TCP4ServerEndpoint):
    def __init__(self, reactor, port, backlog=50, interface=""):
        super().__init__(reactor, port, backlog, "127.0.0.1")


endpoints.TCP4ServerEndpoint = LoopbackEndpoint

from localstack.runtime.main import main  # noqa: E402  it must come after the line above

main()
