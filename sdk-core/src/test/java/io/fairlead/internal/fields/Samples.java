package io.fairlead.internal.fields;

import io.fairlead.internal.kube.Json;
import java.util.Map;

/** Objects as a real API server (1.37) returned them, shortened. */
final class Samples {

    private Samples() {}

    /** What fairlead/ha applied. */
    static Map<String, Object> desired() {
        return Json.parse("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","labels":{"app":"web"}},
                 "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
                 "spec":{"containers":[
                  {"name":"web","image":"web:1","args":["a","b"],"ports":[{"containerPort":80}],
                   "env":[{"name":"POD","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],
                   "resources":{"requests":{"cpu":"1","memory":"1Gi"}},
                   "volumeMounts":[{"name":"tmp","mountPath":"/tmp"}]},
                  {"name":"side","image":"side:1"}],
                 "volumes":[{"name":"tmp","emptyDir":{}}]}}}}""");
    }

    /** What the server made of it. */
    static Map<String, Object> live() {
        return Json.parse("""
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","uid":"u-1",
                 "resourceVersion":"7","generation":1,"creationTimestamp":"2026-11-24T10:00:00Z","labels":{"app":"web"},
                 "annotations":{"deployment.kubernetes.io/revision":"1"},
                 "managedFields":[
                  {"manager":"fairlead/ha","operation":"Apply","apiVersion":"apps/v1","time":"2026-11-24T10:00:00Z",
                   "fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:replicas":{},
                   "f:selector":{},"f:template":{"f:metadata":{"f:labels":{"f:app":{}}},"f:spec":{"f:containers":{
                   "k:{\\"name\\":\\"side\\"}":{".":{},"f:image":{},"f:name":{}},
                   "k:{\\"name\\":\\"web\\"}":{".":{},"f:args":{},"f:env":{"k:{\\"name\\":\\"POD\\"}":{".":{},"f:name":{},
                   "f:valueFrom":{"f:fieldRef":{}}}},"f:image":{},"f:name":{},"f:ports":{
                   "k:{\\"containerPort\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{}}},
                   "f:resources":{"f:requests":{"f:cpu":{},"f:memory":{}}},"f:volumeMounts":{
                   "k:{\\"mountPath\\":\\"/tmp\\"}":{".":{},"f:mountPath":{},"f:name":{}}}}},
                   "f:volumes":{"k:{\\"name\\":\\"tmp\\"}":{".":{},"f:emptyDir":{},"f:name":{}}}}}}}},
                  {"manager":"kube-controller-manager","operation":"Update","apiVersion":"apps/v1",
                   "time":"2026-11-24T10:00:01Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{".":{},
                   "f:deployment.kubernetes.io/revision":{}}}},"subresource":"status"}]},
                 "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
                 "spec":{"containers":[
                  {"name":"web","image":"web:1","args":["a","b"],"ports":[{"containerPort":80,"protocol":"TCP"}],
                   "env":[{"name":"POD","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],
                   "resources":{"requests":{"cpu":"1","memory":"1Gi"}},"imagePullPolicy":"IfNotPresent",
                   "volumeMounts":[{"name":"tmp","mountPath":"/tmp"}]},
                  {"name":"side","image":"side:1","imagePullPolicy":"IfNotPresent","resources":{}}],
                 "volumes":[{"name":"tmp","emptyDir":{}}],"restartPolicy":"Always"}}},"status":{"replicas":3}}""");
    }
}
