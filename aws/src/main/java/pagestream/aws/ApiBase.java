package pagestream.aws;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;

/// Where an API's own paths begin in its URLs: the stage at API Gateway, a base path at a domain of
/// one's own, or nothing.
public final class ApiBase {
  private ApiBase() {}

  /// What stands before the request's path, such as `/prod`; empty where the event does not tell.
  public static String of(APIGatewayProxyRequestEvent request) {
    var context = request.getRequestContext();
    String whole = context == null ? null : context.getPath();
    String own = request.getPath();
    return whole != null && own != null && whole.endsWith(own)
        ? whole.substring(0, whole.length() - own.length())
        : "";
  }
}
