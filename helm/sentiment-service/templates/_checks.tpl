{{/* What the schema cannot tell, or not in a sentence. Called once, by the server's Deployment. */}}
{{- define "sentiment-service.checks" -}}
{{- $embedded := eq .Values.database.type "embedded" -}}
{{- include "sentiment-service.checkReplicas" (dict "path" "server.replicas" "count" .Values.server.replicas) -}}
{{- include "sentiment-service.checkReplicas" (dict "path" "trainer.replicas" "count" .Values.trainer.replicas) -}}
{{- include "sentiment-service.checkMemory" (dict "path" "server.resources" "resources" .Values.server.resources "minimum" (ternary 768 1024 .Values.trainer.enabled) "use" (ternary "the server" "a server that also trains" .Values.trainer.enabled)) -}}
{{- include "sentiment-service.checkMemory" (dict "path" "trainer.resources" "resources" .Values.trainer.resources "minimum" 1024 "use" "a trainer") -}}
{{- range $path, $port := dict "ports.http" .Values.ports.http "ports.management" .Values.ports.management "service.port" .Values.service.port "service.managementPort" .Values.service.managementPort "database.postgresql.port" .Values.database.postgresql.port -}}
{{- include "sentiment-service.checkPort" (dict "path" $path "port" $port) -}}
{{- end -}}
{{- if lt (int .Values.ports.http) 1024 -}}
{{- fail (printf "ports.http is %d, but the service runs without the privilege to open ports below 1024: leave it and set service.port." (int .Values.ports.http)) -}}
{{- end -}}
{{- if eq (int .Values.ports.http) (int .Values.ports.management) -}}
{{- fail (printf "ports.http and ports.management are both %d: give each its own." (int .Values.ports.http)) -}}
{{- end -}}
{{- if eq (int .Values.service.port) (int .Values.service.managementPort) -}}
{{- fail (printf "service.port and service.managementPort are both %d: give each its own." (int .Values.service.port)) -}}
{{- end -}}
{{- if $embedded -}}
{{- if gt (int .Values.server.replicas) 1 -}}
{{- fail (printf "server.replicas is %d, but the embedded database is a file of one pod, and replicas would not see each other's models and jobs: set database.type to postgresql, or server.replicas to 1." (int .Values.server.replicas)) -}}
{{- end -}}
{{- if .Values.autoscaling.enabled -}}
{{- fail "autoscaling.enabled makes several replicas, but the embedded database is a file of one pod: set database.type to postgresql, or autoscaling.enabled to false." -}}
{{- end -}}
{{- if .Values.trainer.enabled -}}
{{- fail "trainer.enabled makes a second pod, but the embedded database is a file of one pod: set database.type to postgresql, or leave training to the server with trainer.enabled false." -}}
{{- end -}}
{{- else -}}
{{- if not .Values.database.postgresql.host -}}
{{- fail "database.type is postgresql: set database.postgresql.host to the host name of the database." -}}
{{- end -}}
{{- include "sentiment-service.checkSecret" (dict "path" "database.postgresql.existingSecret" "name" .Values.database.postgresql.existingSecret "holds" "the user name and password of the database") -}}
{{- end -}}
{{- include "sentiment-service.checkTokens" . -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- fail (printf "autoscaling.minReplicas is %d and autoscaling.maxReplicas is %d: the first must not be the larger one." (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- if and .Values.autoscaling.queueTime.enabled (not .Values.autoscaling.enabled) -}}
{{- fail "autoscaling.queueTime.enabled has no effect without autoscaling: set autoscaling.enabled too." -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.enabled needs at least one entry in ingress.hosts." -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.enabled needs the Gateway in httpRoute.parentRefs." -}}
{{- end -}}
{{- end }}

{{- define "sentiment-service.checkReplicas" -}}
{{- if or (not (regexMatch "^[0-9]+$" (toString .count))) (lt (int .count) 1) -}}
{{- fail (printf "%s is %v: give a whole number of at least 1." .path .count) -}}
{{- end -}}
{{- end }}

{{- define "sentiment-service.checkPort" -}}
{{- if or (not (regexMatch "^[0-9]+$" (toString .port))) (lt (int .port) 1) (gt (int .port) 65535) -}}
{{- fail (printf "%s is %v: a port is a whole number from 1 to 65535." .path .port) -}}
{{- end -}}
{{- end }}

{{/* Memory is never overcommitted: the JVM is sized by the limit, so the node must have reserved it. */}}
{{- define "sentiment-service.checkMemory" -}}
{{- $limit := toString .resources.limits.memory -}}
{{- if not (regexMatch "^[1-9][0-9]*(Mi|Gi)$" $limit) -}}
{{- fail (printf "%s.limits.memory is '%s': give whole mebibytes or gibibytes, such as 1536Mi or 2Gi." .path $limit) -}}
{{- end -}}
{{- $mebibytes := mul (regexFind "^[0-9]+" $limit | int64) (ternary 1024 1 (hasSuffix "Gi" $limit)) -}}
{{- if lt $mebibytes (int64 .minimum) -}}
{{- fail (printf "%s.limits.memory is %s: %s needs at least %dMi for its heap, its native arrays and the Java machine itself." .path $limit .use .minimum) -}}
{{- end -}}
{{- if ne $limit (toString .resources.requests.memory) -}}
{{- fail (printf "%s.requests.memory is %v and %s.limits.memory is %s: make them equal, because the Java machine is sized by the limit." .path .resources.requests.memory .path $limit) -}}
{{- end -}}
{{- end }}

{{- define "sentiment-service.checkSecret" -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$" .name) -}}
{{- fail (printf "%s is '%s': name the Secret that holds %s, in lower-case letters, digits, '-' and '.'." .path .name .holds) -}}
{{- end -}}
{{- end }}

{{- define "sentiment-service.checkTokens" -}}
{{- $admin := .Values.security.adminToken -}}
{{- if and $admin.value $admin.existingSecret -}}
{{- fail "security.adminToken has both a value and an existingSecret: keep one of them." -}}
{{- end -}}
{{- if $admin.existingSecret -}}
{{- include "sentiment-service.checkSecret" (dict "path" "security.adminToken.existingSecret" "name" $admin.existingSecret "holds" "the admin token") -}}
{{- if not (regexMatch "^[-._a-zA-Z0-9]+$" $admin.existingSecretKey) -}}
{{- fail (printf "security.adminToken.existingSecretKey is '%s': name the key of the token in the Secret %s, in letters, digits, '-', '_' and '.'." $admin.existingSecretKey $admin.existingSecret) -}}
{{- end -}}
{{- end -}}
{{- if and $admin.value (lt (len $admin.value) 16) -}}
{{- fail (printf "security.adminToken.value has %d characters: give at least 16 random ones, for example those of 'openssl rand -hex 32'." (len $admin.value)) -}}
{{- end -}}
{{- $administrators := false -}}
{{- range $index, $token := .Values.security.tokens -}}
{{- if eq $token.role "admin" -}}{{- $administrators = true -}}{{- end -}}
{{- if not (regexMatch "^[0-9a-f]{64}$" $token.sha256) -}}
{{- fail (printf "security.tokens[%d].sha256 is not a SHA-256 in 64 lower-case hexadecimal digits: make it with 'printf %%s TOKEN | sha256sum'." $index) -}}
{{- end -}}
{{- end -}}
{{- if and (or (include "sentiment-service.severalServers" .) .Values.trainer.enabled) (not $administrators) (not (include "sentiment-service.adminSecret" .)) -}}
{{- fail "Several pods would each print an admin token of their own: set security.adminToken.existingSecret, security.adminToken.value, or a token of the role admin in security.tokens." -}}
{{- end -}}
{{- end }}
