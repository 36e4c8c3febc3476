/// API Gateway on one machine: start reading at [pagestream.local.gateway.ApiGateway].
@NullMarked
package pagestream.local.gateway;

import org.jspecify.annotations.NullMarked;
