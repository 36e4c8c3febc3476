/// API Gateway on one machine: start reading at [pagestream.emulator.gateway.ApiGateway].
@NullMarked
package pagestream.emulator.gateway;

import org.jspecify.annotations.NullMarked;
