"""Services of LocalStack that run inside it: its own fetch servers."""

from datetime import UTC, datetime

from localstack.aws.api.dynamodb import DynamodbApi
from localstack.aws.api.kinesis import KinesisApi
from localstack.aws.forwarder import ForwardingFallbackDispatcher
from localstack.services.moto import MotoFallbackDispatcher, call_moto_with_request
from localstack.services.plugins import Service, aws_provider


@aws_provider(api="kinesis", name="moto")
def kinesis():
    """The SDK for Java speaks CBOR to Kinesis, which moto does not know: each request is made anew."""

    def call(context, request):
        return with_time_zones(call_moto_with_request(context, request))

    return Service.for_provider(
        KinesisApi(),
        dispatch_table_factory=lambda api: ForwardingFallbackDispatcher(api, call),
    )


def with_time_zones(value):
    """The same answer with the zone that CBOR wants in each time."""
    match value:
        case dict():
            return {name: with_time_zones(member) for name, member in value.items()}
        case list():
            return [with_time_zones(member) for member in value]
        case datetime(tzinfo=None):
            return value.replace(tzinfo=UTC)
        case _:
            return value


@aws_provider(api="dynamodb", name="moto")
def dynamodb():
    return Service.for_provider(DynamodbApi(), dispatch_table_factory=MotoFallbackDispatcher)
