package dev.weir.bench.rules;

import dev.weir.itests.servers.ApiServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;

/** An object, by what {@code kubectl apply --server-side} sends: acknowledged by the answer. */
record KubernetesWriter(HttpClient client, ApiServer server) implements Writer {

  @Override
  public String source() {
    return "kubernetes";
  }

  @Override
  public void write(RuleText rule) throws IOException, InterruptedException {
    URI uri =
        server
            .url()
            .resolve(
                "/apis/weir.dev/v1alpha1/namespaces/default/"
                    + rule.kind().toLowerCase(Locale.ROOT)
                    + "s/"
                    + rule.name()
                    + "?fieldManager=bench&force=true");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer admin")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(rule.yaml()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() > 201) {
      throw new IOException("API server: " + answer.statusCode() + " " + answer.body());
    }
  }
}
