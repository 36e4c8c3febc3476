package pagestream.architecture.broken.scraper;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/// What a stage may have.
public final class ScraperHandler implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String input, Context context) {
    return input;
  }
}
